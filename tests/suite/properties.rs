//! What holds for every run, tried on machines made by chance: it ends, the same seed gives the same bytes however it is
//! driven, ids are dense, each event follows an earlier one, and what was read of it belongs together.

use asl_playground::api::run_types::{Breakpoint, Output, SessionRequest};
use asl_playground::api::session::{Answerer, Clock, Scope, Session};
use asl_playground::api::types::Pattern;
use asl_playground::simulation::execution::ExecutionStatus;
use serde_json::{Map, Value, json};

/// How many machines are made.
const MACHINES: u64 = 500;
/// Polls after which a run has not ended.
const MOST_POLLS: usize = 20_000;
/// How often a run that failed is redriven.
const MOST_REDRIVES: usize = 3;

/// A linear congruential generator: the same machines everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }

    fn is(&mut self, in_ten: u64) -> bool {
        self.below(10) < in_ten
    }
}

/// Makes machines; names are counted, since they are unique in a machine.
struct Maker {
    chance: Chance,
    names: u32,
    /// Inside the executions of a distributed Map that are express.
    is_express: bool,
}

impl Maker {
    /// A level of a few states, each of which leads on to the next one.
    fn level(&mut self, depth: u32) -> Map<String, Value> {
        let count = 1 + self.chance.below(4) as u32;
        let first = self.names;
        self.names += count;
        let name = |number: u32| format!("S{number}");
        let mut states = Map::new();
        for number in first..first + count {
            let is_last = number + 1 == first + count;
            let next = (!is_last).then(|| name(number + 1));
            states.insert(name(number), self.state(depth, next));
        }
        let mut level = Map::new();
        level.insert("StartAt".into(), json!(name(first)));
        level.insert("States".into(), Value::Object(states));
        level
    }

    fn state(&mut self, depth: u32, next: Option<String>) -> Value {
        let kinds = if depth < 2 { 9 } else { 6 };
        let mut state = match self.chance.below(kinds) {
            0 => {
                json!({"Type": "Pass", "Parameters": {"in.$": "$", "id.$": "States.UUID()"}, "ResultPath": "$.pass"})
            }
            1 => json!({"Type": "Wait", "Seconds": self.chance.below(100)}),
            2 => {
                // a condition that may hold, to the same place either way
                let Some(next) = next else {
                    return json!({"Type": "Succeed"});
                };
                return json!({"Type": "Choice", "Default": next, "Choices": [
                    {"Variable": "$.n", "IsPresent": self.chance.is(5), "Next": next},
                ]});
            }
            3 if next.is_none() && self.chance.is(5) => {
                return json!({"Type": "Fail", "Error": "Chosen", "Cause": "by chance"});
            }
            3..=5 => self.task(),
            6 => {
                let branches = 1 + self.chance.below(3);
                let branches: Vec<Value> = (0..branches)
                    .map(|_| Value::Object(self.level(depth + 1)))
                    .collect();
                json!({"Type": "Parallel", "Branches": branches})
            }
            kind => {
                let of = self.chance.one_of(&["STANDARD", "STANDARD", "EXPRESS"]);
                let is_distributed = kind == 8 && !self.is_express;
                let outer = self.is_express;
                self.is_express |= is_distributed && of == "EXPRESS";
                let mut processor = self.level(depth + 1);
                self.is_express = outer;
                let mut map = json!({"Type": "Map", "MaxConcurrency": self.chance.below(4)});
                if is_distributed {
                    let config = json!({"Mode": "DISTRIBUTED", "ExecutionType": of});
                    processor.insert("ProcessorConfig".into(), config);
                    map["ToleratedFailureCount"] = json!(self.chance.below(3));
                }
                map["ItemProcessor"] = Value::Object(processor);
                map["ItemsPath"] = json!("$$.Execution.Input.items");
                map
            }
        };
        if matches!(state["Type"].as_str(), Some("Task" | "Parallel" | "Map")) {
            state["ResultPath"] = json!(self.chance.one_of(&["$.result", "$.a.b", "$"]));
            if self.chance.is(5) {
                state["Retry"] = json!([{"ErrorEquals": [self.chance.one_of(&["States.ALL", "E", "States.Timeout"])],
                    "MaxAttempts": self.chance.below(4), "JitterStrategy": self.chance.one_of(&["FULL", "NONE"])}]);
            }
            if let Some(next) = next.as_ref().filter(|_| self.chance.is(4)) {
                state["Catch"] =
                    json!([{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": next}]);
            }
        }
        match next {
            Some(next) => state["Next"] = json!(next),
            None => state["End"] = json!(true),
        }
        state
    }

    fn task(&mut self) -> Value {
        let resources = [
            "arn:aws:lambda:us-east-1:123456789012:function:work",
            "arn:aws:states:::sns:publish",
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "arn:aws:states:us-east-1:123456789012:activity:work",
        ];
        // the last two are not for express executions
        let count = if self.is_express { 2 } else { resources.len() };
        let resource = self.chance.one_of(&resources[..count]);
        let mut task = json!({"Type": "Task", "Resource": resource});
        if self.chance.is(4) {
            task["TimeoutSeconds"] = json!(1 + self.chance.below(50));
        }
        task
    }
}

/// How a run is driven.
#[derive(Clone, Copy)]
enum Driving {
    Whole,
    /// One piece of work after the other.
    ByStep,
    /// It stands still before each state and at each answer.
    ByBreakpoints,
}

/// What a run is known by: the histories of its executions. One that fails is redriven a few times.
fn run(definition: &str, seed: u64, driving: Driving) -> (Session, Vec<String>) {
    let request = SessionRequest {
        definition: definition.to_owned(),
        input: Some(json!({"n": 1, "items": [1, 2, 3]}).to_string()),
        seed: Some(seed as f64),
        ..SessionRequest::default()
    };
    let mut session =
        Session::new(&request).unwrap_or_else(|error| panic!("{}\n{definition}", error.message));
    let mut chance = Chance(seed);
    drive(&mut session, &mut chance, definition, driving);
    for _ in 0..MOST_REDRIVES {
        if session.redrive().is_err() {
            break;
        }
        drive(&mut session, &mut chance, definition, driving);
    }
    let executions = session.executions();
    let histories = executions
        .iter()
        .map(|info| session.events(info.execution, 0, info.events as usize))
        .collect();
    (session, histories)
}

/// Answers tasks by chance until the run ends or waits for ever.
fn drive(session: &mut Session, chance: &mut Chance, definition: &str, driving: Driving) {
    let budget = match driving {
        Driving::ByStep => 1,
        Driving::Whole | Driving::ByBreakpoints => 1_000,
    };
    let answers = match driving {
        Driving::ByBreakpoints => at_answers(&serde_json::from_str(definition).expect("JSON"), ""),
        Driving::Whole | Driving::ByStep => Vec::new(),
    };
    session.break_at(&answers);
    if !answers.is_empty() {
        session.step();
    }
    let mut tokens: Vec<String> = Vec::new();
    for _ in 0..MOST_POLLS {
        match session.poll(Clock::Runs, budget) {
            Output::Task { task } => {
                let is_callback = task.pattern == Pattern::WaitForTaskToken;
                tokens.extend(task.task_token.filter(|_| is_callback));
                match chance.below(6) {
                    0 => session.task_failed(
                        task.id,
                        Some("E"),
                        Some("by chance"),
                        Answerer::Resource,
                    ),
                    1 => session.task_unhandled(task.id),
                    2 => {} // it never answers
                    _ => session.task_succeeded(task.id, r#"{"done": true}"#, Answerer::Resource),
                }
                // the task that has the token may be another one, and over
                if chance.is(5) && !tokens.is_empty() {
                    let at = chance.below(tokens.len() as u64) as usize;
                    let _ = session.callback_succeeded(&tokens.swap_remove(at), "1");
                }
            }
            Output::Held => {
                session.release(None, None, None).expect("it can go on");
                session.break_at(&answers);
                session.step();
            }
            Output::Done | Output::Idle { .. } => return,
            _ => {}
        }
    }
    panic!("it does not end\n{definition}");
}

/// Breakpoints at the answers of all states of a level and of those within.
fn at_answers(level: &Value, place: &str) -> Vec<Breakpoint> {
    let states = level["States"].as_object().expect("a level has states");
    let of_state = |(name, state): (&String, &Value)| {
        let path = format!("{place}/States/{name}");
        let branches = state["Branches"].as_array().into_iter().flatten().zip(0..);
        let mut found: Vec<Breakpoint> = branches
            .flat_map(|(branch, at)| at_answers(branch, &format!("{path}/Branches[{at}]")))
            .collect();
        if let Some(processor) = state.get("ItemProcessor") {
            found.extend(at_answers(processor, &format!("{path}/ItemProcessor")));
        }
        let at_answer = true;
        found.push(Breakpoint {
            path,
            at_answer,
            ..Breakpoint::default()
        });
        found
    };
    states.iter().flat_map(of_state).collect()
}

#[test]
fn runs_end_are_repeatable_and_their_histories_belong_together() {
    let (mut events, mut redrives) = (0, 0);
    for seed in 0..MACHINES {
        let mut maker = Maker {
            chance: Chance(seed),
            names: 0,
            is_express: false,
        };
        let definition = Value::Object(maker.level(0)).to_string();
        let (session, histories) = run(&definition, seed, Driving::Whole);
        for driving in [Driving::Whole, Driving::ByStep, Driving::ByBreakpoints] {
            let again = run(&definition, seed, driving).1;
            assert_eq!(histories, again, "{definition}");
        }
        for (history, info) in histories.iter().zip(session.executions()) {
            redrives += info.redrive_count;
            let history: Vec<Value> = serde_json::from_str(history).expect("a history is JSON");
            events += history.len();
            check_history(&history, info.status, &definition);
        }
        check_pictures(&session, &definition);
    }
    assert!(redrives > 0, "no run was redriven");
    println!("properties: {MACHINES} machines, {events} events, {redrives} redrives");
}

fn check_history(history: &[Value], status: ExecutionStatus, definition: &str) {
    let of_type = |event: Option<&Value>| event.map(|event| event["type"].to_string());
    assert_eq!(
        of_type(history.first()).as_deref(),
        Some("\"ExecutionStarted\""),
        "{definition}"
    );
    for (event, id) in history.iter().zip(1..) {
        assert_eq!(event["id"], json!(id), "ids are dense\n{definition}");
        let previous = event["previousEventId"].as_u64().unwrap_or(u64::MAX);
        assert!(previous < id, "{event} follows a later one\n{definition}");
    }
    let entered = |kind: &str| {
        let of = |event: &&Value| event["type"].as_str().is_some_and(|it| it.ends_with(kind));
        history.iter().filter(of).count()
    };
    assert!(
        entered("StateExited") <= entered("StateEntered"),
        "{definition}"
    );
    let last = of_type(history.last()).unwrap_or_default();
    let ends = ["Succeeded", "Failed", "Aborted", "TimedOut"]
        .iter()
        .any(|end| last == format!("\"Execution{end}\""));
    assert_eq!(
        ends,
        status != ExecutionStatus::Running,
        "{last} and {status:?}\n{definition}"
    );
}

/// The trace, the timeline and the visits of every execution can be read to their ends.
fn check_pictures(session: &Session, definition: &str) {
    for info in session.executions() {
        let of = info.execution;
        let summary = session.summary(of);
        for event in (1..=info.events as usize).step_by(9) {
            session.moment(of, event).expect("an event has its moment");
        }
        if info.status != ExecutionStatus::Running {
            let end = session.moment(of, info.events as usize).expect("an end");
            let text = |states, edges| json!([states, edges]).to_string();
            assert_eq!(
                text(json!(end.states), json!(end.edges)),
                text(json!(summary.states), json!(summary.edges)),
                "{definition}"
            );
        }
        let trace = session.trace(of, 0, summary.trace_rows as usize);
        assert_eq!(trace.len(), summary.trace_rows as usize, "{definition}");
        let rows = session.timeline(of, 0, summary.timeline_rows as usize);
        assert_eq!(rows.len(), summary.visits as usize, "{definition}");
        for row in rows.iter().step_by(5) {
            let scope = Scope {
                execution: of,
                within: Some(row.visit),
            };
            let alone = session.summary(scope);
            let lines = session.timeline(scope, 0, usize::MAX).len();
            assert_eq!(lines, alone.timeline_rows as usize, "{definition}");
            assert_eq!(lines, alone.visits as usize, "{definition}");
        }
        for row in rows {
            let visit = session.visit(row.visit).expect("a row's visit is there");
            assert_eq!(visit.path, row.path, "{definition}");
            for span in row.intervals {
                assert!(span.from_ms <= span.to_ms, "{definition}");
            }
        }
    }
}
