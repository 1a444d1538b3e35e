//! In which order lines of control go on that run side by side.

use asl_playground::api::run_types::{Breakpoint, Output, SessionRequest, TaskRequest, TraceRow};
use asl_playground::api::session::{Answerer, Clock, Session};
use serde_json::{Value, json};

use super::driving::started;

/// A Parallel of branches, each given as its states.
fn side_by_side(branches: &[Value]) -> Value {
    let branches: Vec<Value> = branches.iter().map(level).collect();
    level(&json!({"Both": {"Type": "Parallel", "Branches": branches}}))
}

/// A level of these states; each leads on to the next one unless it says where to.
fn level(states: &Value) -> Value {
    let mut states = states.as_object().unwrap().clone();
    let names: Vec<String> = states.keys().cloned().collect();
    for (name, next) in names
        .iter()
        .zip(names.iter().skip(1).map(Some).chain([None]))
    {
        let state = &mut states[name];
        match next {
            _ if state.get("Next").is_some() => {}
            Some(next) => state["Next"] = json!(next),
            None => state["End"] = json!(true),
        }
    }
    json!({"StartAt": names[0], "States": states})
}

fn pass() -> Value {
    json!({"Type": "Pass"})
}

fn function(name: &str) -> Value {
    let resource = format!("arn:aws:lambda:us-east-1:123456789012:function:{name}");
    json!({"Type": "Task", "Resource": resource})
}

fn service(resource: &str, parameters: Value) -> Value {
    let resource = format!("arn:aws:states:::{resource}");
    json!({"Type": "Task", "Resource": resource, "Parameters": parameters})
}

fn start(definition: &Value) -> Session {
    let request = SessionRequest {
        definition: definition.to_string(),
        ..SessionRequest::default()
    };
    started(&request)
}

/// Runs to the end; `answer` answers tasks. Gives the states and types of events in order, and of which answers
/// breakpoints held whether they were errors.
fn run(
    mut session: Session,
    mut answer: impl FnMut(&mut Session, &TaskRequest),
) -> (Vec<String>, Vec<(String, bool)>) {
    let mut held = Vec::new();
    loop {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } => answer(&mut session, &task),
            Output::Held => {
                let pause = session.held().unwrap();
                held.push((pause.state_name, pause.error.is_some()));
                session.release(None, None, None).unwrap();
            }
            Output::Done => break,
            _ => {}
        }
    }
    let rows = session.trace(0, 0, session.summary(0).trace_rows as usize);
    let event = |row: TraceRow| format!("{} {}", row.state_name.unwrap_or_default(), row.row_type);
    (rows.into_iter().map(event).collect(), held)
}

#[track_caller]
fn assert_order(events: &[String], wanted: &[&str]) {
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let found = events.iter().filter(|event| wanted.contains(event));
    assert_eq!(found.copied().collect::<Vec<_>>(), wanted, "{events:?}");
}

#[test]
fn a_branch_that_goes_in_a_circle_does_not_hold_another() {
    let circle = json!({"Round": pass(), "Again": {"Type": "Pass", "Next": "Round"}});
    let definition = side_by_side(&[circle, json!({"Work": function("work")})]);
    let (events, _) = run(start(&definition), |session, task| {
        session.task_failed(task.id, Some("Broken"), None, Answerer::Resource);
    });
    // not after 25,000 events
    assert!(events.len() < 500, "{}", events.len());
    assert_order(&events, &["Work LambdaFunctionFailed", " ExecutionFailed"]);
}

#[test]
fn what_answers_at_once_does_so_when_the_others_are_in_their_next_tasks() {
    let other = json!({"P": pass(), "Q": pass(), "R": pass(), "Last": function("last")});
    let nobody = "arn:aws:states:us-east-1:123456789012:stateMachine:Nobody";
    for (first, end) in [
        (function("bad"), "First LambdaFunctionFailed"),
        (function("nobody"), "First LambdaFunctionFailed"),
        (
            service(
                "sqs:sendMessage",
                json!({"QueueUrl": "q", "MessageBody": "m"}),
            ),
            "First TaskSucceeded",
        ),
        (
            service(
                "sqs:sendMessage",
                json!({"QueueUrl": "q", "MessageBody": ""}),
            ),
            "First TaskFailed",
        ),
        (
            service("states:startExecution", json!({"StateMachineArn": nobody})),
            "First TaskFailed",
        ),
        (
            service(
                "aws-sdk:sfn:sendTaskHeartbeat",
                json!({"TaskToken": "none"}),
            ),
            "First TaskFailed",
        ),
    ] {
        let definition = side_by_side(&[json!({"First": first}), other.clone()]);
        let (events, _) = run(start(&definition), |session, task| {
            match &*task.state_name {
                "Last" => session.task_succeeded(task.id, "1", Answerer::Resource),
                _ if task.resource.ends_with(":bad") => {
                    session.task_failed(task.id, Some("Bad"), None, Answerer::Resource);
                }
                _ => session.task_unhandled(task.id),
            }
        });
        assert_order(&events, &["Last LambdaFunctionStarted", end]);
    }
}

#[test]
fn a_breakpoint_holds_what_is_built_in_as_it_holds_what_a_handler_gives() {
    let send = |message: &str| {
        let mut state = service(
            "sqs:sendMessage",
            json!({"QueueUrl": "q", "MessageBody": message}),
        );
        state["Catch"] = json!([{"ErrorEquals": ["States.ALL"], "Next": "End"}]);
        state
    };
    let definition = level(&json!({"Sent": send("m"), "Refused": send(""), "End": pass()}));
    let at_answers = ["Sent", "Refused"].map(|name| Breakpoint {
        path: format!("/States/{name}"),
        at_answer: true,
        ..Breakpoint::default()
    });
    let held = |by_hand: bool| {
        let mut session = start(&definition);
        session.break_at(&at_answers);
        let answer = |session: &mut Session, task: &TaskRequest| {
            if by_hand {
                session.answer_by_hand(task.id);
            }
            session.task_unhandled(task.id);
        };
        run(session, answer).1
    };
    assert_eq!(
        held(false),
        [("Sent".to_owned(), false), ("Refused".to_owned(), true)]
    );
    assert_eq!(held(true), []);
}

#[test]
fn a_callback_is_taken_in_when_it_is_its_turn_and_before_the_answer_of_who_sent_it() {
    let payload = json!({"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}});
    let ask = service("lambda:invoke.waitForTaskToken", payload);
    let by_token = json!({"TaskToken.$": "$.token", "Output": "1"});
    let send = service("aws-sdk:sfn:sendTaskSuccess", by_token);
    for (sender, sent) in [
        (
            json!({"Send": function("send")}),
            "Send LambdaFunctionSucceeded",
        ),
        (
            json!({"Tell": function("tell"), "Send": send}),
            "Send TaskSucceeded",
        ),
    ] {
        let rest = json!({"P": pass(), "Q": pass(), "R": pass()});
        let definition = side_by_side(&[json!({"Ask": ask}), sender, rest]);
        let mut token = String::new();
        let (events, _) = run(start(&definition), |session, task| {
            match &*task.state_name {
                "Ask" => {
                    token = task.task_token.clone().unwrap();
                    session.task_succeeded(task.id, "null", Answerer::Resource);
                }
                "Tell" => {
                    let told = json!({"token": token});
                    session.task_succeeded(task.id, &told.to_string(), Answerer::Resource);
                }
                _ if task.resource.ends_with(":send") => {
                    session.callback_succeeded(&token, "1").unwrap();
                    let again = session.callback_succeeded(&token, "2").unwrap_err();
                    assert_eq!(again.code, "TaskTimedOut", "the first one is the only one");
                    session.task_succeeded(task.id, "2", Answerer::Resource);
                }
                _ => session.task_unhandled(task.id),
            }
        });
        let wanted = [
            "R PassStateExited",
            "Ask TaskSubmitted",
            "Ask TaskSucceeded",
            sent,
        ];
        assert_order(&events, &wanted);
    }
}

#[test]
fn a_child_that_ends_at_once_does_so_after_its_start_was_answered() {
    let arn = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";
    let start = service(
        "states:startExecution.sync:2",
        json!({"StateMachineArn": arn}),
    );
    let child = level(&json!({"P": pass()})).to_string();
    let request = json!({
        "definition": level(&json!({"Start": start})).to_string(),
        "machines": [{"name": "Child", "definition": child}],
    });
    let session = started(&serde_json::from_value(request).unwrap());
    let (events, _) = run(session, |session, task| session.task_unhandled(task.id));
    let wanted = [
        "Start TaskStarted",
        "Start TaskSubmitted",
        "Start TaskSucceeded",
    ];
    assert_order(&events, &wanted);
}

#[test]
fn an_activity_s_time_begins_when_a_worker_takes_it() {
    let work = "arn:aws:states:us-east-1:123456789012:activity:work";
    let dig = json!({"Type": "Task", "Resource": work, "TimeoutSeconds": 5});
    let wait = json!({"Type": "Wait", "Seconds": 60});
    let definition = side_by_side(&[
        json!({"Dig": dig}),
        json!({"Wait": wait, "Ask": function("worker")}),
    ]);
    let mut session = start(&definition);
    let mut activity = None;
    loop {
        match session.poll(Clock::Runs, 1_000) {
            Output::Task { task } if *task.state_name == *"Dig" => activity = Some(task.id),
            Output::Task { .. } => session.task_started(activity.unwrap(), None),
            Output::Idle { .. } => panic!("the activity has no end"),
            Output::Done => break,
            _ => {}
        }
    }
    assert_eq!(session.now() - session.start_time(), 65_000.0);
    let (events, _) = run(session, |_, _| {});
    assert_order(
        &events,
        &[
            "Dig ActivityScheduled",
            "Ask LambdaFunctionStarted",
            "Dig ActivityStarted",
            "Dig ActivityTimedOut",
        ],
    );
    // nobody took it
    let mut session = start(&level(&json!({"Dig": dig})));
    let idle = std::iter::repeat_with(|| session.poll(Clock::Runs, 1_000))
        .find(|output| matches!(output, Output::Idle { .. } | Output::Done));
    assert!(matches!(idle, Some(Output::Idle { .. })), "{idle:?}");
}
