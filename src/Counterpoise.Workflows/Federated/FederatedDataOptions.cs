using Counterpoise.Data;
using Counterpoise.Federated.Partitions;
using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Federated;

/// <summary>Which rows a federation is made of, and how they are dealt to its clients.</summary>
public sealed record FederatedDataOptions
{
    /// <summary>Images or a table.</summary>
    public required string Path { get; init; }

    /// <summary>The kind of data. Default null: the one that knows what lies at <see cref="Path"/>.</summary>
    public IDataTask? Task { get; init; }

    /// <summary>How images are found and split. Default null: as <see cref="ImageDataOptions"/> has it, at <see cref="Path"/>.</summary>
    public ImageDataOptions? Images { get; init; }

    /// <summary>How a table is read.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows of a table are left out instead of ending the work. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>Side of images in pixels, at least 12; default 28.</summary>
    public int Size { get; init; } = 28;

    /// <summary>Share of a table's rows that no client trains on, between 0 and 1; default 0.25. Images have theirs in
    /// <see cref="ImageDataOptions.Split"/>.</summary>
    public double TestShare { get; init; } = 0.25;

    /// <summary>How rows are dealt. Default <see cref="ClientPartition.Dirichlet"/>.</summary>
    public ClientPartition Partition { get; init; } = ClientPartition.Dirichlet;

    /// <summary>
    /// The column of a table whose values are the clients; with <see cref="ClientPartition.ByColumn"/> alone. Images have groups instead.
    /// </summary>
    public string? ClientColumn { get; init; }

    /// <summary>Numbers of the partition; its <see cref="PartitionOptions.Kind"/> is that of <see cref="Partition"/>.</summary>
    public PartitionOptions Dealing { get; init; } = new();

    /// <summary>
    /// Smallest class over largest in the training rows, above 0 and at most 1; null, the default, takes all training rows as they are.
    /// </summary>
    public double? Ratio { get; init; }

    /// <summary>The sizes between them. Default exponential.</summary>
    public LongTailShape Shape { get; init; }

    /// <summary>Training rows of the largest class where there is a <see cref="Ratio"/>; null, the default, for as many as the classes
    /// allow.</summary>
    public int? Largest { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(FederatedDataOptions))
            .Require(Size >= 12, nameof(Size), Size, "expected at least 12 pixels")
            .Require(TestShare is > 0 and < 1, nameof(TestShare), TestShare, "expected a number between 0 and 1")
            .Require(Ratio is null or (> 0 and <= 1),
                nameof(Ratio), Ratio, "expected above 0 and at most 1, such as 0.02 for a largest class 50 times the smallest")
            .Require(Largest is null or >= 1, nameof(Largest), Largest, "expected at least 1")
            .Require(Largest is null || Ratio is not null,
                $"{new SettingPart(nameof(Largest))} is {Largest} and there is no {new SettingPart(nameof(Ratio))}: give both, or neither")
            .Require(Partition == ClientPartition.ByColumn || ClientColumn is null,
                $"{new SettingPart(nameof(ClientColumn))} is '{ClientColumn}', and rows are dealt by {Partition}: deal them by "
                + $"column, or name no column")
            .ThrowIfAny();
        Images?.Validate();
        Dealing.Validate();
    }
}
