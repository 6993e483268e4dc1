//! The program as a child process, and a client that does no more than HTTP/1.1 asks for.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{error}: {}", String::from_utf8_lossy(&self.body));
        })
    }

    /// The code of a problem, after its form was checked.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let problem = self.json();
        valid("Problem", &problem);
        assert_eq!(problem["status"], self.status);
        problem["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn tag(&self) -> String {
        self.headers["etag"].clone()
    }
}

/// Checks a document against a schema of the OpenAPI document.
pub(crate) fn valid(schema: &str, document: &Value) {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    let openapi = DOCUMENT.get_or_init(municipality_service::openapi);
    assert!(
        openapi["components"]["schemas"].get(schema).is_some(),
        "{schema}"
    );
    let mut root = serde_json::json!({ "$ref": format!("#/components/schemas/{schema}") });
    root["components"] = openapi["components"].clone();
    let validator = jsonschema::draft202012::new(&root).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(document)
        .take(3)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{schema}: {wrong:?}");
}

/// A folder of a test, empty at first.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The running program.
pub(crate) struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    pub(crate) address: String,
}

impl Server {
    /// Starts the program on a database in a folder and a free port, and waits until it listens.
    pub(crate) fn start(folder: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_municipality_service"))
            .arg("--database")
            .arg(folder.join("data.sqlite"))
            .args(["--listen", "127.0.0.1:0"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self {
            child,
            output,
            address,
        }
    }

    /// With the inventory of 見本市 in it.
    pub(crate) fn with_inventory(name: &str) -> Self {
        let server = Self::start(&folder(name), &[]);
        let loaded = server.put(
            "/v1/inventory",
            &[],
            tosei_inventory::sample::mihon_inventory_json(),
        );
        assert_eq!(
            loaded.status,
            201,
            "{}",
            String::from_utf8_lossy(&loaded.body)
        );
        server
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(&self.address).unwrap()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// A document of a schema.
    pub(crate) fn read(&self, path: &str, schema: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(
            answer.status,
            200,
            "{path}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let document = answer.json();
        valid(schema, &document);
        document
    }

    pub(crate) fn put(&self, path: &str, headers: &[&str], body: &str) -> Answer {
        let mut all = vec!["Content-Type: application/json"];
        all.extend(headers);
        self.ask("PUT", path, &all, body)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let json = ["Content-Type: application/json"];
        self.ask("POST", path, &json, &body.to_string())
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Answer {
        ask(&self.address, method, path, headers, body).unwrap()
    }

    /// `kill -9`: nothing of the program runs any further.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends the signal to stop.
    pub(crate) fn terminate(&self) {
        let status = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// Waits for the end; the exit code and what was printed.
    pub(crate) fn wait(mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn connect(address: &str) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(stream)
}

/// The head of a request.
pub(crate) fn head(method: &str, path: &str, headers: &[&str], length: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    if length > 0 {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head.push_str("\r\n");
    head
}

/// Sends the head of a request with a body of so many bytes, and waits until the program asks for
/// the body: then the request is being worked on.
pub(crate) fn begin(stream: &mut TcpStream, method: &str, path: &str, length: usize) {
    let headers = ["Content-Type: application/json", "Expect: 100-continue"];
    let head = head(method, path, &headers, length);
    stream.write_all(head.as_bytes()).unwrap();
    let mut seen = [0; 25];
    stream.read_exact(&mut seen).unwrap();
    assert_eq!(&seen, b"HTTP/1.1 100 Continue\r\n\r\n");
}

pub(crate) fn ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> std::io::Result<Answer> {
    let mut stream = connect(address)?;
    stream.write_all(head(method, path, headers, body.len()).as_bytes())?;
    stream.write_all(body.as_bytes())?;
    answer(&mut stream)
}

/// Reads one answer whole; an answer that breaks off is an error.
pub(crate) fn answer(stream: &mut TcpStream) -> std::io::Result<Answer> {
    let broken = || std::io::Error::other("the answer broke off");
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.ok_or_else(broken)?;
    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Err(broken());
        }
        let Some((name, value)) = line.trim().split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").map_or("0", String::as_str);
    let mut body = vec![0; length.parse().map_err(|_| broken())?];
    reader.read_exact(&mut body)?;
    Ok(Answer {
        status,
        headers,
        body,
    })
}

/// One item of evidence as it is sent.
pub(crate) fn evidence(id: &str, procedure: &str, criterion: &str, answer: &str) -> Value {
    serde_json::json!({
        "id": id,
        "item": {
            "subject": procedure, "criterion": criterion, "answer": answer,
            "quality": "confirmed", "source": "試験", "date": "2025-04-01",
            "confirmed_by": "市民課（架空）",
        },
    })
}
