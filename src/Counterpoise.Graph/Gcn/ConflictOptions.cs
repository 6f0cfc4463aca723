using Counterpoise.Options;

namespace Counterpoise.Graph.Gcn;

/// <summary>The conflict network and its training.</summary>
public sealed record ConflictOptions
{
    /// <summary>The layer; default graph convolution.</summary>
    public ConflictLayer Layer { get; init; } = ConflictLayer.Gcn;

    /// <summary>The loss; default focal.</summary>
    public ConflictLoss Loss { get; init; } = ConflictLoss.Focal;

    /// <summary>Width of a node's value, a multiple of 4; default 64.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Layers, 1 or more; default 2.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Dropout after each layer, in [0, 1); default 0.3.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>γ of the focal loss, 0 or more; default 2.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>Weight of the loss of causes, 0 or more; default 0.5.</summary>
    public double CauseWeight { get; init; } = 0.5;

    /// <summary>Learning rate of Adam, above 0; default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Epochs, 1 or more; default 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Epochs without a better macro-F1 on validation before training ends, 1 or more; default 15.</summary>
    public int Patience { get; init; } = 15;

    /// <summary>Windows of a step, 1 or more; default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(ConflictOptions))
        .Require(Width >= 4 && Width % 4 == 0, nameof(Width), Width, "expected a multiple of 4")
        .Require(Layers >= 1, nameof(Layers), Layers, "expected at least 1")
        .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "expected from 0 to below 1")
        .Require(Gamma >= 0, nameof(Gamma), Gamma, "expected 0 or more")
        .Require(CauseWeight >= 0, nameof(CauseWeight), CauseWeight, "expected 0 or more")
        .Require(LearningRate > 0, nameof(LearningRate), LearningRate, "expected above 0")
        .Require(Epochs >= 1 && Patience >= 1 && BatchSize >= 1,
            $"{nameof(Epochs)} {Epochs}, {nameof(Patience)} {Patience}, {nameof(BatchSize)} {BatchSize}; expected at least 1 each")
        .ThrowIfAny();
}
