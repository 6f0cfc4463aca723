using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Workflows.Regression;

/// <summary>A comparison of regressors as one document.</summary>
internal static class RegressionJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static object Document(RegressionComparingResult result) => new
    {
        verdict = result.Verdict,
        target = result.Relevance,
        differences = result.Comparison.Differences(),
        cells = result.Comparison.Cells.Select(c => new { c.Method, c.Regressor, c.Fold, c.Metrics, c.Note }),
        result.Report,
    };

    public static string Text(RegressionComparingResult result) => JsonSerializer.Serialize(Document(result), Options) + "\n";
}
