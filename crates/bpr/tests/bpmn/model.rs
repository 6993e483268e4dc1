//! What becomes of the elements of BPMN.

use crate::read;
use tosei_bpr::{
    EventPosition, EventTrigger, GatewayKind, NodeKind, Repetition, TimeValue, bpmn::BpmnDocument,
};

#[test]
fn a_collaboration_is_one_flow_with_pools() {
    let document = read(
        "<collaboration id='C' name='申請'><participant id='A' name='申請者'/>\
         <participant id='B' name='市' processRef='P'/>\
         <messageFlow id='m' sourceRef='A' targetRef='s'/></collaboration>\
         <process id='P'><startEvent id='s'><messageEventDefinition/></startEvent></process>\
         <process id='Q'><task id='q'/></process>",
    );
    let [flow, lone] = document.flows() else {
        panic!("two flows")
    };
    assert_eq!(
        (flow.id.as_str(), flow.name.as_deref()),
        ("C", Some("申請"))
    );
    assert_eq!(flow.pools.len(), 2);
    assert_eq!(flow.nodes[0].pool.as_ref().unwrap().as_str(), "B");
    assert_eq!(flow.message_flows[0].from.as_str(), "A");
    assert_eq!(
        flow.nodes[0].event().unwrap().trigger,
        EventTrigger::Message
    );
    assert_eq!((lone.id.as_str(), lone.pools.len()), ("Q", 0));
}

#[test]
fn the_innermost_lane_holds_a_node() {
    let document = read(
        "<process id='P'><laneSet id='x'><lane id='o'><flowNodeRef>a</flowNodeRef><childLaneSet id='y'>\
         <lane id='i'><flowNodeRef>a</flowNodeRef></lane><lane id='j'><flowNodeRef> b </flowNodeRef></lane>\
         </childLaneSet><flowNodeRef>b</flowNodeRef></lane></laneSet><task id='a'/><task id='b'/></process>",
    );
    let flow = &document.flows()[0];
    assert_eq!(document.findings().total(), 0);
    assert_eq!(flow.node("a").unwrap().lane.as_ref().unwrap().as_str(), "i");
    assert_eq!(flow.node("b").unwrap().lane.as_ref().unwrap().as_str(), "j");
    assert_eq!(
        flow.lane("j").unwrap().parent.as_ref().unwrap().as_str(),
        "o"
    );
    assert_eq!(flow.pools[0].id.as_str(), "P");
}

#[test]
fn events_gateways_and_repetitions_are_told_apart() {
    let document = read(
        "<signalEventDefinition id='sig'/><process id='P'>\
         <boundaryEvent id='b' attachedToRef='t' cancelActivity='false'><timerEventDefinition>\
         <timeDuration>PT1H30M</timeDuration></timerEventDefinition></boundaryEvent>\
         <task id='t'><multiInstanceLoopCharacteristics isSequential='true'/></task>\
         <userTask id='u'><standardLoopCharacteristics/></userTask>\
         <intermediateThrowEvent id='l'><linkEventDefinition name='一'/></intermediateThrowEvent>\
         <intermediateCatchEvent id='m'><messageEventDefinition/><eventDefinitionRef>sig</eventDefinitionRef>\
         </intermediateCatchEvent><endEvent id='e'><eventDefinitionRef>sig</eventDefinitionRef></endEvent>\
         <inclusiveGateway id='g' default='f'/><sequenceFlow id='f' sourceRef='g' targetRef='t'>\
         <conditionExpression>額 &gt; 1</conditionExpression></sequenceFlow>\
         <subProcess id='s' triggeredByEvent='true'><startEvent id='v' isInterrupting='false'/></subProcess></process>",
    );
    let flow = &document.flows()[0];
    assert_eq!(document.findings().total(), 0, "{:?}", document.findings());
    let event = |id: &str| flow.node(id).unwrap().event().unwrap().clone();
    let boundary = event("b");
    assert_eq!(boundary.event, EventPosition::Boundary);
    assert_eq!(boundary.waiting, Some(TimeValue::Value(90.into())));
    assert!(boundary.non_interrupting);
    assert_eq!(boundary.attached_to.unwrap().as_str(), "t");
    assert_eq!(event("l").link.as_deref(), Some("一"));
    assert_eq!(event("m").trigger, EventTrigger::Multiple);
    assert_eq!(event("e").trigger, EventTrigger::Signal);
    assert!(event("v").non_interrupting);
    let repetition = |id: &str| flow.node(id).unwrap().activity().unwrap().repetition;
    assert_eq!(repetition("t"), Some(Repetition::Sequential));
    assert_eq!(repetition("u"), Some(Repetition::Loop));
    let gateway = flow.node("g").unwrap().gateway().unwrap();
    assert_eq!(gateway.gateway, GatewayKind::Inclusive);
    assert_eq!(gateway.default.as_ref().unwrap().as_str(), "f");
    assert_eq!(flow.sequence_flows[0].condition.as_deref(), Some("額 > 1"));
    assert!(matches!(&flow.node("s").unwrap().is, NodeKind::SubProcess(sub) if sub.by_event));
    assert_eq!(
        flow.node("v").unwrap().parent.as_ref().unwrap().as_str(),
        "s"
    );
}

#[test]
fn data_is_the_reference_that_shows_it() {
    let document = read(
        "<process id='P'><dataObject id='o' name='申請書'/><dataObjectReference id='r' dataObjectRef='o'/>\
         <dataStoreReference id='d' name='台帳'/><dataObject id='x' name='単独'/>\
         <task id='a'><ioSpecification><dataInput id='in'/></ioSpecification>\
         <dataInputAssociation><sourceRef>r</sourceRef><targetRef>in</targetRef></dataInputAssociation>\
         <dataOutputAssociation><sourceRef>out</sourceRef><targetRef>d</targetRef></dataOutputAssociation></task>\
         <task id='b'><dataInputAssociation><sourceRef>o</sourceRef></dataInputAssociation></task></process>",
    );
    let flow = &document.flows()[0];
    let shown: Vec<_> = flow
        .data
        .iter()
        .map(|data| {
            (
                data.id.as_str(),
                data.name.as_deref().unwrap(),
                data.store,
                data.uses.len(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("r", "申請書", false, 2),
            ("d", "台帳", true, 1),
            ("x", "単独", false, 0)
        ]
    );
}

#[test]
fn our_extension_is_read() {
    let document = read(
        "<process id='P'><extensionElements><tosei:flow id='hojo-as-is' stage='as_is' fictional='true' \
         procedures='P-1 P-2' criteria='F1a' cases_a_year='1200'><tosei:staff_class id='regular' ja='正規' en='Regular' \
         weekly_minutes='2325' yen_per_hour='4000'><tosei:task>審査・決定</tosei:task></tosei:staff_class></tosei:flow>\
         </extensionElements><task id='a'><extensionElements><tosei:activity work_kind='receive' medium='post' work='1h' \
         waiting='1d..3d' frequency='1/5' staff_class='regular' cash_yen='84' marks='stamp visit' criteria='F1a F2'>\
         <tosei:enters>氏名</tosei:enters><tosei:enters>住所 番地</tosei:enters></tosei:activity></extensionElements></task>\
         </process>",
    );
    assert_eq!(document.findings().total(), 0);
    let flow = &document.flows()[0];
    let expected = serde_json::json!({
        "format": "tosei-flow", "format_version": 1, "id": "hojo-as-is", "fictional": true, "stage": "as_is",
        "procedures": ["P-1", "P-2"], "criteria": ["F1a"], "cases_a_year": 1200,
        "staff_classes": [{"id": "regular", "label": {"ja": "正規", "en": "Regular"}, "weekly_minutes": 2325,
                           "yen_per_hour": 4000, "tasks": ["審査・決定"]}],
        "nodes": [{"id": "a", "is": {"kind": "activity", "work_kind": "receive", "medium": "post", "work": "60",
            "waiting": {"from": "1440", "to": "4320"}, "frequency": "0.2", "staff_class": "regular", "cash_yen": 84,
            "enters": ["氏名", "住所 番地"], "marks": ["stamp", "visit"], "criteria": ["F1a", "F2"]}}],
        "sequence_flows": [],
    });
    assert_eq!(serde_json::to_value(flow).unwrap(), expected);
}

#[test]
fn bpsim_fills_what_our_extension_leaves_open() {
    let parameter = |group: &str, name: &str, value: &str| {
        format!("<s:{group}><s:{name}>{value}</s:{name}></s:{group}>")
    };
    let element = |id: &str, inside: &str| {
        format!("<s:ElementParameters elementRef='{id}'>{inside}</s:ElementParameters>")
    };
    let all = [
        element(
            "a",
            &(parameter(
                "TimeParameters",
                "ProcessingTime",
                "<s:TriangularDistribution min='1' mode='2' max='3'/>",
            ) + &parameter(
                "TimeParameters",
                "WaitTime",
                "<s:DurationParameter value='PT90M'/>",
            ) + &parameter(
                "CostParameters",
                "FixedCost",
                "<s:FloatingParameter value='84' currencyUnit='JPY'/>",
            )),
        ),
        element(
            "b",
            &parameter(
                "TimeParameters",
                "ProcessingTime",
                "<s:NumericParameter value='2' timeUnit='min'/>",
            ),
        ),
        element(
            "f",
            &parameter(
                "ControlParameters",
                "Probability",
                "<s:FloatingParameter value='0.25'/>",
            ),
        ),
        element(
            "nobody",
            &parameter(
                "ControlParameters",
                "Probability",
                "<s:FloatingParameter value='0.25'/>",
            ),
        ),
    ]
    .concat();
    for namespace in tosei_bpr::bpmn::BPSIM_NAMESPACES {
        let document = read(&format!(
            "<process id='P'><task id='a'/><task id='b'><extensionElements><tosei:activity work='7'/></extensionElements></task>\
             <sequenceFlow id='f' sourceRef='a' targetRef='b'/></process><relationship type='BPSimData'><extensionElements>\
             <s:BPSimData xmlns:s='{namespace}'><s:Scenario id='S'><s:ScenarioParameters baseTimeUnit='hour'/>{all}\
             </s:Scenario></s:BPSimData></extensionElements></relationship>"
        ));
        let flow = &document.flows()[0];
        let of = |id: &str| flow.node(id).unwrap().activity().unwrap().clone();
        assert_eq!(
            of("a").work.unwrap().to_string(),
            "triangular(60, 120, 180)"
        );
        assert_eq!(of("a").waiting.unwrap().to_string(), "90");
        assert_eq!(of("a").cash_yen, Some(84));
        assert_eq!(of("b").work.unwrap().to_string(), "7");
        assert_eq!(
            flow.sequence_flows[0].probability.unwrap().to_string(),
            "0.25"
        );
        assert_eq!(
            document.findings().count_of("bpr.bpmn.reference_dangling"),
            1
        );
    }
}

#[test]
fn a_reference_to_nothing_goes_on_naming_nothing() {
    // The id `1` is none in XML, so that another is made up: not one of those that are referred to.
    let flow: tosei_bpr::Flow = serde_json::from_str(
        r#"{"format": "tosei-flow", "format_version": 1, "id": "1a",
          "nodes": [{"id": "1", "is": {"kind": "activity"}}],
          "sequence_flows": [{"id": "f", "from": "1", "to": "tosei-1"},
                             {"id": "g", "from": "1", "to": "tosei-2"},
                             {"id": "h", "from": "tosei-3", "to": "1"}]}"#,
    )
    .unwrap();
    let written = tosei_bpr::bpmn::write_bpmn(&flow).unwrap();
    let document =
        BpmnDocument::read(written.as_bytes(), &tosei_document::Limits::default()).unwrap();
    assert_eq!(document.flows(), [flow]);
    assert_eq!(
        document.findings().count_of("bpr.bpmn.reference_dangling"),
        3
    );
}
