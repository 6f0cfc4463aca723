using Counterpoise.TableModels;

namespace Counterpoise.Workflows.Regression;

/// <summary>A trained model of a number.</summary>
/// <param name="Model">Its file.</param>
/// <param name="Card">What it is.</param>
/// <param name="Test">Its errors on test rows, which it has not seen; null where there are none.</param>
public sealed record RegressionTrainingResult(string Model, RegressionModelCard Card, RegressionMeasures? Test);
