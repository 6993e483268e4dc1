use tosei_inventory::*;
#[test]
fn show() {
    let s = r#"{"format":"tosei-inventory","format_version":1,"fictional":true,"body":{"name":"見本市（架空）","local_government_code":"999016"},"status_date":"2025-06-30","volume_years":[{"fiscal_year":"2024","state":"final"}],
    "organisations":[{"id":"state","kind":"state","name":"国"},{"id":"city","kind":"municipality","name":"見本市"},{"id":"shimin-ka","kind":"division","name":"市民課","parent":"city"},{"id":"zeimu-ka","kind":"division","name":"税務課","parent":"city"}],
    "procedures":[{"id":"P-1","name":"住民票の写しの交付","category":"certificate","affairs_class":"autonomous","legal_basis":[{"kind":"act","title":"住民基本台帳法","provision":"第12条第1項"}],"volumes":[{"fiscal_year":"2024","measure":"applications","state":"final","cases":148000,"online_cases":50000}]}],
    "processes":[{"id":"P-1-1","procedure":"P-1","kind":"application","actor":"citizens","status":"done","elements":{"application":"done","attachment":"not_applicable"},"roles":[{"role":"rule_owner","organisation":"state"},{"role":"executor","organisation":"shimin-ka"},{"role":"acceptor","organisation":"shimin-ka","until":"2025-03-31"}],"barriers":[{"obstacle":"form","cause":"state_system","discretion":"beyond","rule":{"kind":"ministerial_ordinance","title":"規則"},"changeable_by":["state","city"],"request":{"addressee":"総務省","status":"waiting"}},{"obstacle":"fee","cause":"own_rule","discretion":"within"}],"standard_period":{"state":"set","basis":"law","processing":"即日"},"volumes":[{"fiscal_year":"2024","measure":"applications","state":"final","cases":148000,"online_cases":50000},{"fiscal_year":"2025","measure":"applications","state":"expected","cases":null,"online_cases":null}],"note":"=1+1"},
    {"id":"P-1-2","procedure":"P-1","kind":"notice_on_application","status":"done","barriers":[],"notice":{"delivery":["paper_by_post","download"],"signature":"electronic","consent":"needed","retention":{"years":5}}}],
    "touchpoints":[]}"#;
    let inv = Inventory::from_json(s).unwrap();
    let mut b = vec![];
    document::write_csv(&inv, &mut b).unwrap();
    std::fs::write("/tmp/model/ex/a.csv", b).unwrap();
    std::fs::write("/tmp/model/ex/a.json", inv.to_json()).unwrap();
    std::fs::write("/tmp/model/ex/a.ndjson", document::write_ndjson(&inv)).unwrap();
}
#[test]
#[ignore]
fn speed() {
    let mut inv = Inventory::new(Body::new("x"), "2025-06-30".parse().unwrap());
    inv.organisations.push(Organisation::new(
        "shimin-ka".parse().unwrap(),
        OrganisationKind::Division,
        "市民課",
    ));
    for i in 0..50_000u32 {
        inv.procedures.push(Procedure::new(
            format!("P-{i}").parse().unwrap(),
            format!("手続{i}"),
        ));
        for j in 0..2 {
            let mut p = Process::new(
                format!("P-{i}-{j}").parse().unwrap(),
                format!("P-{i}").parse().unwrap(),
                "application",
            );
            p.status = OnlineStatus::Done;
            p.elements = ElementStates::all(ElementState::Done);
            p.roles = vec![RoleAssignment::new(
                Role::Executor,
                "shimin-ka".parse().unwrap(),
            )];
            p.barriers = Some(vec![]);
            p.volumes = vec![Volume::new(
                "2024".parse().unwrap(),
                VolumeMeasure::Applications,
                VolumeState::Final,
                Some(i.into()),
            )];
            inv.processes.push(p);
        }
    }
    let rules = document::rules();
    let t = std::time::Instant::now();
    let j = inv.to_json();
    println!("write json {:?} {} MB", t.elapsed(), j.len() / 1000000);
    let n = document::write_ndjson(&inv);
    let t = std::time::Instant::now();
    let mut c = vec![];
    document::write_csv(&inv, &mut c).unwrap();
    println!("write csv {:?} {} MB", t.elapsed(), c.len() / 1000000);
    let t = std::time::Instant::now();
    let _i = Inventory::from_json(&j).unwrap();
    println!("strict json {:?}", t.elapsed());
    let mut s = tosei_document::Collector::new(rules);
    let l = tosei_document::Limits::default();
    let t = std::time::Instant::now();
    let r = document::read_json(j.as_bytes(), &l, rules, &mut s).unwrap();
    println!("json {:?}", t.elapsed());
    let t = std::time::Instant::now();
    r.check(rules, &mut s);
    println!("check {:?}", t.elapsed());
    let t = std::time::Instant::now();
    document::read_ndjson(n.as_bytes(), &l, rules, &mut s).unwrap();
    println!("ndjson {:?}", t.elapsed());
    let t = std::time::Instant::now();
    document::read_csv(c.as_slice(), &inv.frame(), &l, rules, &mut s).unwrap();
    println!("csv {:?}", t.elapsed());
    println!("{}", s.into_report().total());
}
