using Counterpoise.Explanations;
using Counterpoise.FeatureSelection;

namespace Counterpoise.Workflows.Tables;

/// <summary>An explained model of a table.</summary>
/// <param name="Model">The classifier.</param>
/// <param name="Output">What the values add up to: log-odds, scores before softmax, or probabilities.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Focus">The class that is looked for: the rarest.</param>
/// <param name="AveragePrecision">Average precision of that class on the test rows; NaN where the test rows lack it.</param>
/// <param name="Prevalence">Its share of the test rows: the average precision of guessing.</param>
/// <param name="Importance">Mean |value| of each column for each class, [C][columns].</param>
/// <param name="Attribution">The values of the explained rows.</param>
/// <param name="Places">Where each explained row stands in the file.</param>
/// <param name="Row">The row that is explained by itself, among the explained.</param>
/// <param name="Agreement">Kendall's τ of the order of the ten most important columns with that of each further seed; empty for one
/// seed.</param>
/// <param name="Selection">Scores of the columns, where they were selected; else empty.</param>
public sealed record TableExplainingResult(
    string Model, string Output, IReadOnlyList<string> Classes, IReadOnlyList<string> Columns, int Focus, double AveragePrecision,
        double Prevalence,
    IReadOnlyList<double[]> Importance, Attribution Attribution, IReadOnlyList<string> Places, int Row, IReadOnlyList<double> Agreement,
        IReadOnlyList<ColumnScore> Selection);
