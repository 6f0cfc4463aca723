using Counterpoise.Serving.Models;

namespace Counterpoise.Serving.Web;

/// <summary>The answer for one image or row.</summary>
internal sealed record PredictionResponse
{
    public string? Image { get; init; }

    public string? Class { get; init; }

    public double? Probability { get; init; }

    public Dictionary<string, double>? Probabilities { get; init; }

    /// <summary>Before the class priors were corrected.</summary>
    public Dictionary<string, double>? Uncorrected { get; init; }

    public string? Fault { get; init; }

    /// <summary>What was changed before the prediction, such as a missing value that was filled; null where nothing was.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    public required string Version { get; init; }

    public static PredictionResponse From(ServedCard card, (double[] Probabilities, int Class) decided, ScoredInput score)
    {
        Dictionary<string, double> Named(double[] p) => card.Classes.Zip(p).ToDictionary(c => c.First, c => c.Second);
        return new PredictionResponse
        {
            Class = card.Classes[decided.Class],
            Probability = decided.Probabilities[decided.Class],
            Probabilities = Named(decided.Probabilities),
            Uncorrected = Named(score.Probabilities!),
            Notes = score.Notes.Count > 0 ? score.Notes : null,
            Version = card.Version,
        };
    }

    public static PredictionResponse Unread(ServedCard card, string? image, string? fault) =>
        new() { Image = image, Fault = fault, Version = card.Version };
}
