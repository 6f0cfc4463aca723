using Counterpoise.Data;
using Counterpoise.Options;
using Counterpoise.Vision.Episodes;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Which classes are judged from a few supports, and on which features.</summary>
public sealed record FewShotOptions
{
    /// <summary>Images of base and novel classes; or a table, with <see cref="Target"/>.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The network of frozen features: <c>resnet-18-packaged</c> or <c>NAME=WEIGHTS</c>. For images.</summary>
    public string Network { get; init; } = FeatureNetworks.Packaged;

    /// <summary>Classes that the embedding is trained on. Default empty: the first half.</summary>
    public IReadOnlyList<string> BaseClasses { get; init; } = [];

    /// <summary>Images of each class that are used at most. Default 200.</summary>
    public int MaximumPerClass { get; init; } = 200;

    /// <summary>How a table is written: decimal separator, texts that mean missing, encoding. Default: as elsewhere.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows of a table, such as those without a class, are left out, and told. Default false: an error.</summary>
    public bool Lenient { get; init; }

    /// <summary>The column of a table's classes. Default null: the data are images.</summary>
    public string? Target { get; init; }

    /// <summary>The class of a table that is to be found; all others are one class. Default null: all classes.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// The column of a table that names sites: supports are of one site, queries of all others. Default null: rows at random.
    /// </summary>
    public string? Site { get; init; }

    /// <summary>Further columns of a table that are no features. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Supports of each class. Default 5.</summary>
    public int Shots { get; init; } = 5;

    /// <summary>Queries of each class for images. Default 15.</summary>
    public int Queries { get; init; } = 15;

    /// <summary>Draws of supports. Default 100.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Numbers of the trained embedding. Default 128.</summary>
    public int EmbeddingWidth { get; init; } = 128;

    /// <summary>How the embedding is trained on base classes.</summary>
    public EpisodicTrainingOptions Training { get; init; } = new() { Ways = 3, LearningRate = 1e-3, Steps = 300 };

    /// <summary>The seed. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The report to write, one HTML file. Default null: none.</summary>
    public string? Report { get; init; }

    /// <summary>
    /// The file that keeps the trained embedding with a prototype of every class, base and novel, from all images that are used;
    /// <see cref="ImagePredicting"/> and <see cref="ImageEvaluation"/> take it. For images. Default null: none.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate()
    {
        Training.Validate();
        new OptionsCheck(nameof(FewShotOptions))
            .Require(MaximumPerClass >= 2, nameof(MaximumPerClass), MaximumPerClass, "at least 2 was expected")
            .Require(Shots >= 1, nameof(Shots), Shots, "at least 1 was expected")
            .Require(Queries >= 1, nameof(Queries), Queries, "at least 1 was expected")
            .Require(Draws >= 2, nameof(Draws), Draws, "at least 2 was expected")
            .Require(EmbeddingWidth >= 1, nameof(EmbeddingWidth), EmbeddingWidth, "at least 1 was expected")
            .Require(Target is not null || (Positive is null && Site is null && Exclude.Count == 0),
                "Positive, Site and Exclude are for tables, and no Target is named")
            .Require(Target is null || Model is null, "Model is for images, and a Target of a table is named")
            .ThrowIfAny();
    }
}
