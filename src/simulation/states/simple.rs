//! Pass, Succeed and Fail: states that take no time.

use crate::history::Reason;
use crate::json::Value;
use crate::program::data_flow::Words;
use crate::simulation::Simulation;
use crate::simulation::failure::Failure;
use crate::simulation::thread::ThreadId;

impl Simulation {
    pub(in crate::simulation) fn enter_pass(
        &mut self,
        id: ThreadId,
        result: Option<&Value>,
    ) -> Result<(), Failure> {
        // Source: recorded on AWS: what is too large is the result of a Pass, which gives nothing to anybody
        let arguments = self.parameters(id)?;
        let result = match result {
            Some(result) => {
                self.record(id, |stages| stages.result = Some(result.clone()));
                result.clone()
            }
            None => arguments,
        };
        self.finish(id, result)
    }

    pub(in crate::simulation) fn enter_succeed(&mut self, id: ThreadId) -> Result<(), Failure> {
        let input = self.effective_input(id)?;
        self.finish(id, input)
    }

    pub(in crate::simulation) fn enter_fail(
        &mut self,
        id: ThreadId,
        error: Option<&Words>,
        cause: Option<&Words>,
    ) -> Result<(), Failure> {
        let reason = Reason {
            error: self.fail_words(id, error, "ErrorPath")?,
            cause: self.fail_words(id, cause, "CausePath")?,
        };
        self.decide_uncaught(id);
        self.fail_thread(id, reason);
        Ok(())
    }

    fn fail_words(
        &mut self,
        id: ThreadId,
        words: Option<&Words>,
        field: &str,
    ) -> Result<Option<std::rc::Rc<str>>, Failure> {
        let Some(words) = words else { return Ok(None) };
        match self.words(id, words, field)? {
            Value::String(text) => Ok(Some(text)),
            other => {
                let text = format!("The {field} field must give a string, but gave: {other}");
                Err(self.runtime_failure(id, text))
            }
        }
    }
}
