using Counterpoise.Options;

namespace Counterpoise.Graph.Imbalance;

/// <summary>A GraphSAGE classifier of nodes for two classes, and its training on the whole graph.</summary>
public sealed record NodeOptions
{
    /// <summary>What is done about the rare class; default nothing.</summary>
    public NodeMethod Method { get; init; } = NodeMethod.Plain;

    /// <summary>Whether logits are calibrated by degree on the validation split after training; default false.</summary>
    public bool DegreeAdjustment { get; init; }

    /// <summary>Width of the hidden layer, 1 or more; default 32.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Dropout of the hidden layer, in [0, 1); default 0.3.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>Learning rate of Adam, above 0; default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Epochs, 1 or more; default 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Epochs without a better average precision on validation before training ends, 1 or more; default 20.</summary>
    public int Patience { get; init; } = 20;

    /// <summary>Share of neighbours that filters keep, in (0, 1]; default 0.5.</summary>
    public double KeptNeighbors { get; init; } = 0.5;

    /// <summary>Near minority nodes that each minority node of training gets, 0 or more; default 5.</summary>
    public int AddedNeighbors { get; init; } = 5;

    /// <summary>Synthetic nodes for each minority node of training, above 0; default 1.</summary>
    public double SyntheticShare { get; init; } = 1;

    /// <summary>
    /// Training nodes of a step, whose neighbourhoods are drawn; 0, the default, takes the whole graph in one step. For plain and weighted
    /// cross-entropy and weights by topology.
    /// </summary>
    public int BatchSize { get; init; }

    /// <summary>The most neighbours that are drawn of a node in each of the two hops, 1 or more, −1 for all; default 10 and 10.</summary>
    public (int First, int Second) FanOuts { get; init; } = (10, 10);

    /// <summary>
    /// Whether the classes take turns in batches, so that minority nodes repeat; needs <see cref="BatchSize"/>. Default false.
    /// </summary>
    public bool ClassAware { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(NodeOptions))
        .Require(Width >= 1, nameof(Width), Width, "expected at least 1")
        .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "expected from 0 to below 1")
        .Require(LearningRate > 0, nameof(LearningRate), LearningRate, "expected above 0")
        .Require(Epochs >= 1 && Patience >= 1, $"{nameof(Epochs)} is {Epochs} and {nameof(Patience)} {Patience}; expected at least 1")
        .Require(KeptNeighbors is > 0 and <= 1, nameof(KeptNeighbors), KeptNeighbors, "expected above 0 and at most 1")
        .Require(AddedNeighbors >= 0, nameof(AddedNeighbors), AddedNeighbors, "expected 0 or more")
        .Require(BatchSize >= 0, nameof(BatchSize), BatchSize, "expected 0 or more")
        .Require(BatchSize == 0 || Method is NodeMethod.Plain or NodeMethod.Weighted or NodeMethod.Topology,
            $"{nameof(BatchSize)} is {BatchSize} and {nameof(Method)} {Method}, which works on the whole graph; expected 0")
        .Require(FanOuts is { First: > 0 or -1, Second: > 0 or -1 }, nameof(FanOuts), FanOuts, "expected numbers from 1, or -1 for all")
        .Require(!ClassAware || BatchSize > 0, $"{nameof(ClassAware)} needs a {nameof(BatchSize)} above 0")
        .Require(SyntheticShare > 0, nameof(SyntheticShare), SyntheticShare, "expected above 0")
        .ThrowIfAny();
}
