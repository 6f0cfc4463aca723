using Counterpoise.TableModels;

namespace Counterpoise.Workflows.Regression;

/// <summary>What was measured of a model of a number.</summary>
/// <param name="Card">The model, and what it takes for rare.</param>
/// <param name="Measures">The errors.</param>
/// <param name="SeenRows">Rows that equal a training row in every column: they flatter the model.</param>
public sealed record RegressionModelEvaluation(RegressionModelCard Card, RegressionMeasures Measures, int SeenRows);
