using Counterpoise.Options;

namespace Counterpoise.Federated.Partitions;

/// <summary>How rows are dealt to clients.</summary>
public sealed record PartitionOptions
{
    /// <summary>How; default <see cref="PartitionKind.DirichletPerSample"/>, as in the code of FedReLa.</summary>
    public PartitionKind Kind { get; init; } = PartitionKind.DirichletPerSample;

    /// <summary>Number of clients, at least 1; default 10, FedReLa on CIFAR-10 has 40.</summary>
    public int Clients { get; init; } = 10;

    /// <summary>α of the Dirichlet draws, above 0: small gives clients of few classes, large gives equal ones; default 0.3.</summary>
    public double Alpha { get; init; } = 0.3;

    /// <summary>Shards of each client, at least 1; default 2. Used by <see cref="PartitionKind.Shards"/>.</summary>
    public int ShardsPerClient { get; init; } = 2;

    /// <summary>Classes of each client, at least 1; default 2. Used by <see cref="PartitionKind.Pathological"/>.</summary>
    public int ClassesPerClient { get; init; } = 2;

    /// <summary>
    /// Fewest rows of a client; a draw that gives one fewer is drawn again. Default 0: a client may be empty, and is then left out of
    /// training.
    /// </summary>
    public int MinimumRows { get; init; }

    /// <summary>Draws before giving up on <see cref="MinimumRows"/>, at least 1; default 100.</summary>
    public int Attempts { get; init; } = 100;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(PartitionOptions))
        .Require(Clients >= 1, nameof(Clients), Clients, "expected at least 1")
        .Require(double.IsFinite(Alpha) && Alpha > 0, nameof(Alpha), Alpha, "expected a finite number above 0")
        .Require(ShardsPerClient >= 1, nameof(ShardsPerClient), ShardsPerClient, "expected at least 1")
        .Require(ClassesPerClient >= 1, nameof(ClassesPerClient), ClassesPerClient, "expected at least 1")
        .Require(MinimumRows >= 0, nameof(MinimumRows), MinimumRows, "expected 0 or more")
        .Require(Attempts >= 1, nameof(Attempts), Attempts, "expected at least 1")
        .ThrowIfAny();
}
