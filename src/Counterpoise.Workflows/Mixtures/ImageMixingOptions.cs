using Counterpoise.Options;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Mixtures;

/// <summary>Which experts are mixed on which images, and how.</summary>
public sealed record ImageMixingOptions
{
    /// <summary>The name of the expert that sees the pixels themselves, at most 32×32.</summary>
    public const string Pixels = FeatureModelFile.Pixels;

    /// <summary>The images.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>
    /// The experts: <c>resnet-18-packaged</c>, <c>NAME=WEIGHTS</c> with any network's name and a file of its weights, or <c>pixels</c>. Two
    /// or more.
    /// </summary>
    public required IReadOnlyList<string> Experts { get; init; }

    /// <summary>
    /// The classifier over each expert's features, by the name it has on tables; null for logistic regression whose ridge is chosen on
    /// validation. Default null.
    /// </summary>
    public string? Classifier { get; init; }

    /// <summary>How gate and experts are trained; its seed is the run's.</summary>
    public SoftMixtureOptions Mixture { get; init; } = new();

    /// <summary>Share of the training images that is kept for the gate, in (0, 1). Default 0.2.</summary>
    public double GateShare { get; init; } = 0.2;

    /// <summary>The seeds, each with its own split. Default 0 to 5.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0, 1, 2, 3, 4, 5];

    /// <summary>The report to write, one HTML file. Default null: none.</summary>
    public string? Report { get; init; }

    /// <summary>A CSV of the gate's weights of every test image. Default null: none.</summary>
    public string? Gates { get; init; }

    /// <summary>
    /// The file that keeps the mixture of the first seed; <see cref="ImagePredicting"/> and <see cref="ImageEvaluation"/> take it. Default
    /// null: none.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate()
    {
        Mixture.Validate();
        new OptionsCheck(nameof(ImageMixingOptions))
            .Require(Experts.Count >= 2 && Experts.Distinct().Count() == Experts.Count,
                $"Experts are {string.Join(", ", Experts)}; two or more different ones were expected")
            .Require(GateShare is > 0 and < 1, nameof(GateShare), GateShare, "a number in (0, 1) was expected")
            .Require(Seeds.Count > 0, "Seeds is empty; at least one was expected")
            .ThrowIfAny();
    }
}
