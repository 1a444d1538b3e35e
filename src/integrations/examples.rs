//! Examples of what services answer, as JSON.
//!
//! Source: the services' API references.

pub(super) const BATCH_JOB: &str = r#"{"JobId": "job-1", "JobName": "job"}"#;
pub(super) const BATCH_JOB_ENDED: &str =
    r#"{"JobId": "job-1", "JobName": "job", "Status": "SUCCEEDED"}"#;
pub(super) const ECS_TASKS: &str = r#"{"Tasks": [{"LastStatus": "PROVISIONING"}], "Failures": []}"#;
pub(super) const ECS_TASK_ENDED: &str =
    r#"{"LastStatus": "STOPPED", "StopCode": "EssentialContainerExited"}"#;
pub(super) const ENDPOINT: &str =
    r#"{"StatusCode": 200, "StatusText": "OK", "Headers": {}, "ResponseBody": {}}"#;
pub(super) const ENTRIES: &str =
    r#"{"Entries": [{"EventId": "11111111-2222-3333-4444-555555555555"}], "FailedEntryCount": 0}"#;
pub(super) const EXECUTION: &str = r#"{"ExecutionArn": "arn:aws:states:us-east-1:123456789012:execution:Child:1", "StartDate": "2025-01-01T00:00:00.000Z"}"#;
pub(super) const EXECUTION_ENDED: &str = r#"{"Status": "SUCCEEDED", "Output": "{}"}"#;
pub(super) const EXECUTION_PARSED: &str = r#"{"Status": "SUCCEEDED", "Output": {}}"#;
pub(super) const HARNESS: &str = r#"{"Output": {"Message": {"Role": "assistant", "Content": [{"Text": "Done."}]}}, "StopReason": "end_turn"}"#;
pub(super) const ITEM: &str = r#"{"Item": {"id": {"S": "1"}}}"#;
pub(super) const ITEMS: &str = r#"{"Items": [], "Count": 0, "ScannedCount": 0}"#;
pub(super) const JOB_RUN: &str = r#"{"JobRunId": "jr_1"}"#;
pub(super) const JOB_RUN_ENDED: &str =
    r#"{"Id": "jr_1", "JobName": "job", "JobRunState": "SUCCEEDED"}"#;
pub(super) const MESSAGE: &str = r#"{"MessageId": "11111111-2222-3333-4444-555555555555"}"#;
pub(super) const MODEL: &str = r#"{"Body": {}, "ContentType": "application/json"}"#;
pub(super) const OBJECT: &str = r#"{"Body": "{}", "ContentType": "application/json"}"#;
pub(super) const OBJECTS: &str = r#"{"Contents": [], "KeyCount": 0}"#;
pub(super) const QUERY: &str = r#"{"QueryExecutionId": "q-1"}"#;
pub(super) const QUERY_ENDED: &str =
    r#"{"QueryExecution": {"QueryExecutionId": "q-1", "Status": {"State": "SUCCEEDED"}}}"#;
