//! The rules of a Choice.

use crate::definition;
use crate::diagnostic::Code;
use crate::json::node::{Node, NodeKind, Text};
use crate::jsonpath::Path;
use crate::program::StateKind;
use crate::program::condition::{
    ChoiceRule, Comparison, Condition, Family, Kind, Operand, Pattern, Relation, Test,
};
use crate::program::data_flow::DataFlow;
use crate::text::Spanned;

use super::{Compiler, Names, Place};

impl Compiler {
    pub(super) fn choice(
        &mut self,
        choice: &definition::Choice,
        names: &Names,
        place: Place<'_>,
        data_flow: &DataFlow,
    ) -> StateKind {
        let rules = choice.rules.iter().enumerate();
        let rules = rules.filter_map(|(at, rule)| {
            let compiled = self.choice_rule(rule, at, names, place, data_flow);
            self.incomplete |= compiled.is_none();
            compiled
        });
        StateKind::Choice {
            rules: rules.collect(),
            default: choice
                .default
                .as_ref()
                .and_then(|name| self.target(name, names)),
        }
    }

    fn choice_rule(
        &mut self,
        rule: &definition::ChoiceRule,
        index: usize,
        names: &Names,
        place: Place<'_>,
        data_flow: &DataFlow,
    ) -> Option<ChoiceRule> {
        let own = format!("Choices[{index}]");
        Some(ChoiceRule {
            condition: self.condition(rule.condition.as_ref()?, place, &own)?,
            next: self.target(rule.next.as_ref()?, names)?,
            handoff: self.rule_handoff(rule, data_flow, place, &own),
        })
    }

    fn condition(
        &mut self,
        condition: &definition::Condition,
        place: Place<'_>,
        own: &str,
    ) -> Option<Condition> {
        Some(match condition {
            definition::Condition::And(rules) => {
                Condition::And(self.conditions(rules, place, &format!("{own}/And"))?)
            }
            definition::Condition::Or(rules) => {
                Condition::Or(self.conditions(rules, place, &format!("{own}/Or"))?)
            }
            definition::Condition::Not(rule) => {
                let own = format!("{own}/Not");
                Condition::Not(Box::new(self.condition(rule, place, &own)?))
            }
            definition::Condition::Comparison {
                variable,
                operator,
                operand,
            } => {
                let location = place.field(&format!("{own}/Variable"));
                let variable = self.compared(variable, location);
                let test = self.test(&operator.value, operand, &place.field(own));
                Condition::Comparison(Box::new(Comparison {
                    variable: variable?,
                    test: test?,
                }))
            }
            definition::Condition::Jsonata(node) => match &node.kind {
                NodeKind::Bool(value) => Condition::Constant(*value),
                _ => {
                    let text = Spanned::new(node.as_text()?.clone(), node.span);
                    Condition::Expression(Box::new(self.expression(
                        &text,
                        place,
                        &format!("{own}/Condition"),
                    )?))
                }
            },
        })
    }

    fn conditions(
        &mut self,
        rules: &[definition::Condition],
        place: Place<'_>,
        own: &str,
    ) -> Option<Vec<Condition>> {
        let rules = rules.iter().enumerate();
        let compiled: Vec<_> = rules
            .map(|(at, rule)| self.condition(rule, place, &format!("{own}[{at}]")))
            .collect();
        compiled.into_iter().collect()
    }

    /// A path to what is compared. AWS calls it a reference path; when it creates a machine it takes others too.
    ///
    /// Source: public measurements on AWS, for what does not begin with `$`.
    fn compared(&mut self, text: &Spanned<Text>, location: String) -> Option<Path> {
        self.path_or(Code::InvalidReferencePath, text, location)
    }

    fn test(&mut self, operator: &str, operand: &Node, location: &str) -> Option<Test> {
        let asked = match operator {
            "StringMatches" => return Some(Test::Matches(Pattern::parse(operand.as_str()?))),
            "IsNull" => Some(Kind::Null),
            "IsPresent" => Some(Kind::Present),
            "IsNumeric" => Some(Kind::Numeric),
            "IsString" => Some(Kind::String),
            "IsBoolean" => Some(Kind::Boolean),
            "IsTimestamp" => Some(Kind::Timestamp),
            _ => None,
        };
        if let Some(kind) = asked {
            return Some(Test::Is(kind, operand.to_value().as_bool()?));
        }
        let (plain, is_path) = operator
            .strip_suffix("Path")
            .map_or((operator, false), |plain| (plain, true));
        let families = [
            ("String", Family::String),
            ("Numeric", Family::Numeric),
            ("Boolean", Family::Boolean),
            ("Timestamp", Family::Timestamp),
        ];
        let (relation, family) = families
            .iter()
            .find_map(|(name, family)| Some((plain.strip_prefix(name)?, *family)))?;
        let relation = match relation {
            "Equals" => Relation::Equals,
            "LessThan" => Relation::LessThan,
            "GreaterThan" => Relation::GreaterThan,
            "LessThanEquals" => Relation::LessThanEquals,
            "GreaterThanEquals" => Relation::GreaterThanEquals,
            _ => return None,
        };
        let operand = if is_path {
            let text = Spanned::new(operand.as_text()?.clone(), operand.span);
            Operand::Path(self.compared(&text, format!("{location}/{operator}"))?)
        } else {
            Operand::Literal(operand.to_value())
        };
        Some(Test::Order {
            family,
            relation,
            operand,
        })
    }
}
