namespace Counterpoise.Serving.Models;

/// <summary>What a column of a row did to a probability.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value in the row; null where it is missing.</param>
/// <param name="Usual">Its value in the usual row.</param>
/// <param name="Shap">Its SHAP value: above 0 where it raises the probability.</param>
internal sealed record ExplainedColumn(string Name, string? Value, string Usual, double Shap);
