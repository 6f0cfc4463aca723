using Counterpoise.Options;

namespace Counterpoise.Graph.TimeAware;

/// <summary>The time-aware network over relations, and how it is trained.</summary>
public sealed record TimeAwareOptions
{
    /// <summary>Width of a node's value, 1 or more; default 64.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Layers of messages; 0 leaves a perceptron on the same features. Default 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Width of the code of time; 0 leaves time out of the attention. Default 16.</summary>
    public int TimeWidth { get; init; } = 16;

    /// <summary>Whether neighbours count by attention; false takes their mean, as GraphSAGE. Default true.</summary>
    public bool Attention { get; init; } = true;

    /// <summary>
    /// Whether attention sees what is known of a neighbour's label; default true. Without labels there is nothing to see.
    /// </summary>
    public bool NeighborLabels { get; init; } = true;

    /// <summary>Weight of the contrastive term, 0 or more; default 0.1.</summary>
    public double ContrastWeight { get; init; } = 0.1;

    /// <summary>Temperature of the contrastive term, above 0; default 0.2.</summary>
    public double Temperature { get; init; } = 0.2;

    /// <summary>Share of edges that the second view loses, in [0, 1); default 0.15.</summary>
    public double EdgeDrop { get; init; } = 0.15;

    /// <summary>Share of features that the second view loses, in [0, 1); default 0.1.</summary>
    public double FeatureMask { get; init; } = 0.1;

    /// <summary>The most events of a block that are contrasted, 2 or more; default 256.</summary>
    public int ContrastedEvents { get; init; } = 256;

    /// <summary>Weight of the positive class in the focal loss, in (0, 1); default 0.75.</summary>
    public double Alpha { get; init; } = 0.75;

    /// <summary>γ of the focal loss, 0 or more; default 2, 0 is cross-entropy.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>Learning rate of Adam, above 0; default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Epochs, 1 or more; default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Epochs without a better average precision on the validation split before training ends, 1 or more; default 4.</summary>
    public int Patience { get; init; } = 4;

    /// <summary>Consecutive events of one step, 2 or more; default 512.</summary>
    public int BlockEvents { get; init; } = 512;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(TimeAwareOptions))
        .Require(Width >= 1, nameof(Width), Width, "expected at least 1")
        .Require(Layers >= 0, nameof(Layers), Layers, "expected 0 or more")
        .Require(TimeWidth is 0 or >= 2, nameof(TimeWidth), TimeWidth, "expected 0, or 2 and more")
        .Require(ContrastWeight >= 0, nameof(ContrastWeight), ContrastWeight, "expected 0 or more")
        .Require(Temperature > 0, nameof(Temperature), Temperature, "expected above 0")
        .Require(EdgeDrop is >= 0 and < 1, nameof(EdgeDrop), EdgeDrop, "expected from 0 to below 1")
        .Require(FeatureMask is >= 0 and < 1, nameof(FeatureMask), FeatureMask, "expected from 0 to below 1")
        .Require(ContrastedEvents >= 2, nameof(ContrastedEvents), ContrastedEvents, "expected at least 2")
        .Require(Alpha is > 0 and < 1, nameof(Alpha), Alpha, "expected between 0 and 1")
        .Require(Gamma >= 0, nameof(Gamma), Gamma, "expected 0 or more")
        .Require(LearningRate > 0, nameof(LearningRate), LearningRate, "expected above 0")
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "expected at least 1")
        .Require(Patience >= 1, nameof(Patience), Patience, "expected at least 1")
        .Require(BlockEvents >= 2, nameof(BlockEvents), BlockEvents, "expected at least 2")
        .ThrowIfAny();
}
