using Counterpoise.Options;
using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>Which pixels are classified, and with which arms of the experiment.</summary>
public sealed record PixelClassifyingOptions
{
    /// <summary>The name of generated patches.</summary>
    public const string Generated = "generated";

    /// <summary>
    /// A table of neighbourhoods (pixel by pixel, the bands of each beside each other, the class of the centre pixel last), a folder in the
    /// layout of UAV-HSI-Crop, or <c>generated</c>.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>Bands of a pixel in a table; its columns must be bands × an odd number squared. Default 4.</summary>
    public int Bands { get; init; } = 4;

    /// <summary>Classes of a folder's labels. Default 30.</summary>
    public int Classes { get; init; } = 30;

    /// <summary>A class of a folder's labels that no loss and no metric sees. Default null.</summary>
    public int? Ignored { get; init; }

    /// <summary>The network's shape; bands and classes are those of the data.</summary>
    public HyperspectralOptions Network { get; init; } = new() { Width = 16 };

    /// <summary>How networks are trained; the seed is the run's.</summary>
    public PixelTrainingOptions Training { get; init; } = new() { BatchSize = 64, LearningRate = 3e-3 };

    /// <summary>The seeds, each with its own split. Default 0 to 5.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0, 1, 2, 3, 4, 5];

    /// <summary>Arms to run, by name; empty for all. Default empty.</summary>
    public IReadOnlyList<string> Arms { get; init; } = [];

    /// <summary>Generated patches: how many, and their side. Default 48 of 24 pixels.</summary>
    public (int Count, int Side) GeneratedSize { get; init; } = (48, 24);

    /// <summary>The report to write, one HTML file. Default null: none.</summary>
    public string? Report { get; init; }

    /// <summary>
    /// The file, which ends in <c>.safetensors</c>, that keeps the system's network of the first seed; <see cref="PixelPredicting"/> takes
    /// it. Default null: none.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate()
    {
        Network.Validate();
        Training.Validate();
        new OptionsCheck(nameof(PixelClassifyingOptions))
            .Require(Bands >= 1, nameof(Bands), Bands, "at least 1 was expected")
            .Require(Classes >= 2, nameof(Classes), Classes, "at least 2 was expected")
            .Require(Seeds.Count > 0, "Seeds is empty; at least one was expected")
            .Require(Arms.All(PixelArm.All.Select(a => a.Name).Contains),
                $"Arms are {string.Join(", ", Arms)}; known are {string.Join(", ", PixelArm.All.Select(a => a.Name))}")
            .Require(Model is null || System.IO.Path.GetExtension(Model) == ".safetensors", nameof(Model), Model ?? "",
                "a file that ends in .safetensors was expected")
            .Require(GeneratedSize is { Count: >= 6, Side: >= 2 },
                nameof(GeneratedSize), GeneratedSize, "at least 6 patches of 2 pixels were expected")
            .ThrowIfAny();
    }
}
