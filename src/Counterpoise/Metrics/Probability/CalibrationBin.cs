using System.Text.Json.Serialization;

namespace Counterpoise.Metrics;

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Lower">Lower edge of the confidence, included.</param>
/// <param name="Upper">Upper edge, excluded except in the last bin.</param>
/// <param name="Count">Rows in the bin.</param>
/// <param name="MeanConfidence">Mean confidence of these rows; null if the bin is empty.</param>
/// <param name="Accuracy">Share of these rows that are right; null if the bin is empty.</param>
public sealed record CalibrationBin(double Lower, double Upper, int Count, double? MeanConfidence, double? Accuracy)
{
    /// <summary>Weight of the rows of the bin; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Weight { get; init; }
}
