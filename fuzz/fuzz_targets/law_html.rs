#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tosei_fuzz_targets::law_html::run(bytes));
