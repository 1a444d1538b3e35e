//! The graph of a definition as Mermaid draws it.

use asl_playground::api::analyze::mermaid;

#[test]
fn each_kind_of_state_and_edge_has_its_shape() {
    let definition = r##"{ "StartAt": "Ask \"twice\"", "States": {
        "Ask \"twice\"": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsPresent": true, "Next": "Both" }], "Default": "No" },
        "Both": { "Type": "Parallel", "Next": "Later", "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "No" }], "Branches": [
            { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } },
            { "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } } ] },
        "Later": { "Type": "Wait", "Seconds": 1, "Next": "Each" },
        "Each": { "Type": "Map", "ItemProcessor": { "StartAt": "C", "States": { "C": { "Type": "Pass", "End": true } } }, "End": true },
        "No": { "Type": "Fail" } } }"##;
    let expected = r##"flowchart TD
  start0(( ))
  s0{"Ask #quot;twice#quot;"}
  subgraph s1["Both"]
    subgraph s1b0[" "]
      start1(( ))
      s2["A"]
      end1((( )))
      start1 --> s2
      s2 --> end1
    end
    subgraph s1b1[" "]
      start2(( ))
      s3["B"]
      end2((( )))
      start2 --> s3
      s3 --> end2
    end
  end
  s4[/"Later"/]
  subgraph s5["Each"]
    start3(( ))
    s6["C"]
    end3((( )))
    start3 --> s6
    s6 --> end3
  end
  s7(["No"])
  end0((( )))
  start0 --> s0
  s0 -->|"a is present"| s1
  s0 -->|"default"| s7
  s1 --> s4
  s1 -.->|"States.ALL"| s7
  s4 --> s5
  s5 --> end0
"##;
    assert_eq!(mermaid(definition).as_deref(), Some(expected));
}

#[test]
fn a_text_without_states_gives_no_diagram() {
    for text in ["", "[]", "{}", r#"{"States": 1}"#] {
        assert_eq!(mermaid(text), None, "{text}");
    }
}
