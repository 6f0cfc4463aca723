using Counterpoise.Metrics;
using Counterpoise.TableModels;

namespace Counterpoise.Workflows.Tables;

/// <summary>A trained model of tables.</summary>
/// <param name="Model">Its file.</param>
/// <param name="Card">What it is.</param>
/// <param name="Test">The measures of the test rows, which it has not seen; null where there are none.</param>
/// <param name="Positive">The positive class of two, and why; null with more classes.</param>
public sealed record TableTrainingResult(string Model, TableModelCard Card, Evaluation? Test, PositiveChoice? Positive);
