using Counterpoise.TableModels;
using Counterpoise.Vision.Models;

namespace Counterpoise.Serving.Models;

/// <summary>What clients are told of a model.</summary>
/// <param name="Version">First 12 hexadecimal digits of the SHA-256 of its file.</param>
/// <param name="File">Name of its file.</param>
/// <param name="Architecture">Its network, or its classifier.</param>
/// <param name="Classes">Its classes, in the order of probabilities.</param>
/// <param name="TrainCounts">Training images or rows of each class; empty where not known.</param>
/// <param name="ImageSize">Side of the images that it sees, in pixels, the largest where it sees several; 0 for tables.</param>
/// <param name="Method">The method that trained it; null where not known.</param>
/// <param name="Priors">Whether class priors may be given with a request.</param>
public sealed record ServedCard(string Version, string File, string Architecture, IReadOnlyList<string> Classes,
    IReadOnlyList<int> TrainCounts,
    int ImageSize, string? Method, bool Priors)
{
    /// <summary>The columns of a row; null for images.</summary>
    public IReadOnlyList<ServedColumn>? Columns { get; init; }

    /// <summary>The class priors that the probabilities go by, where they are not the proportions of <see cref="TrainCounts"/>.</summary>
    public IReadOnlyList<double>? TrainedPriors { get; init; }

    /// <summary>The class that a threshold is for, of two; null: the one with fewer training inputs.</summary>
    public int? Positive { get; init; }

    /// <summary>The model's own threshold, of two classes; null for the most probable class.</summary>
    public double? Threshold { get; init; }

    /// <summary>Weights of the model's own decision, of more classes; null for the most probable class.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>How the model explains a prediction, <c>grad-cam</c> or <c>kernel-shap</c>; null where it cannot.</summary>
    public string? Explanation { get; init; }

    /// <summary>The card of a model of images.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="card">What the file says of it.</param>
    internal static ServedCard FromImages(string file, ModelCard card) => new(ServedModels.VersionOf(file), Path.GetFileName(file),
        card.Architecture, card.ClassNames, card.TrainCounts, card.ImageSize, card.Method,
        card.TrainCounts.Count == card.ClassNames.Count && card.FollowsClassPriors != false);

    /// <summary>The same card with the model's own decision.</summary>
    /// <param name="decision">The decision; null for the most probable class.</param>
    /// <param name="positiveClass">The class of two that a threshold is for.</param>
    internal ServedCard DecidedBy(TableDecision? decision, int positiveClass) => this with
    {
        Positive = Classes.Count == 2 ? positiveClass : null,
        Threshold = decision?.Threshold,
        Weights = decision is { Threshold: null } ? decision.Weights : null,
    };
}
