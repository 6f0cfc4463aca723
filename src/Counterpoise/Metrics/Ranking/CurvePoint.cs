using System.Text.Json.Serialization;

namespace Counterpoise.Metrics;

/// <summary>One attainable point of a ROC or precision-recall curve.</summary>
/// <param name="X">False-positive rate of a ROC curve, recall of a precision-recall curve.</param>
/// <param name="Y">True-positive rate of a ROC curve, precision of a precision-recall curve.</param>
/// <param name="Threshold">Rows with a score at or above it are predicted positive; +∞ for the point that predicts none.</param>
public sealed record CurvePoint(double X, double Y, [property: JsonNumberHandling(
    JsonNumberHandling.AllowNamedFloatingPointLiterals)] double Threshold);
