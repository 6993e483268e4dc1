"""The words of citations: units, levels, sentences, supplementary provisions, endings of names."""

UNITS = {"article": "条", "paragraph": "項", "item": "号"}
LEVELS = ["division", "article", "paragraph", "item", "table", "subitem", "sentence"]
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
SENTENCES = {
    "各号列記以外の部分": "chapeau", "柱書き": "chapeau", "柱書": "chapeau", "本文": "main",
    "前段": "first", "中段": "middle", "後段": "last", "ただし書き": "proviso",
    "ただし書": "proviso", "但し書き": "proviso", "但し書": "proviso", "但書": "proviso",
}
SENTENCE_ORDER = ["chapeau", "main", "first", "middle", "last", "proviso"]
SENTENCE_WORDS = {"chapeau": "各号列記以外の部分", "main": "本文", "first": "前段",
                  "middle": "中段", "last": "後段", "proviso": "ただし書"}
BETWEEN = tuple("、,，､・･。/／～") + ("及び", "並びに", "又は", "若しくは", "から", "まで", "の", "等", "条", "項", "号", "附則",
                                       "本文", "ただし書", "前段", "後段")
REFERENCES = ("同条", "同項", "同号", "本文", "ただし書", "前段", "後段", "から", "まで", "等", "の")
KINDS = {"附則": "unstated", "制定附則": "original", "原始附則": "original", "改正附則": "amending"}
KIND_ORDER = ["unstated", "original", "amending"]
KIND_WORDS = {"unstated": "附則", "original": "制定附則", "amending": "改正附則"}
ENDINGS = tuple("法 法律 令 則 規範 条例 規程 要綱 要領 告示 号 典範 条約 議定書 協定 規約 約款 "
                "基準 指針 方針 通達 通知 内規".split())
