using Counterpoise.Classifiers;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="SmoteIpf"/>.</summary>
public sealed record SmoteIpfOptions
{
    /// <summary>The over-sampling; default <see cref="Resampling.Smote"/> as it is.</summary>
    public SmoteOptions Smote { get; init; } = new();

    /// <summary>The model that each fold trains; default three nearest neighbours. The paper's is the tree C4.5.</summary>
    public IClassifier Classifier { get; init; } = new KNearestNeighbors(new KNearestNeighborsOptions { K = 3 });

    /// <summary>Parts, each of which trains a model that judges all rows; at least 2, default and paper 9.</summary>
    public int Folds { get; init; } = 9;

    /// <summary>Whether a row is removed only if all models are wrong on it; default false: if more than half are.</summary>
    public bool Consensus { get; init; }

    /// <summary>A round counts as calm if it removes less than this share of the rows; in (0, 1), default and paper 0.01.</summary>
    public double CalmShare { get; init; } = 0.01;

    /// <summary>Calm rounds in a row after which the filter stops; at least 1, default and paper 3.</summary>
    public int CalmRounds { get; init; } = 3;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(SmoteIpfOptions))
            .AtLeast(Folds, 2, nameof(Folds))
            .AtLeast(CalmRounds, 1, nameof(CalmRounds))
            .Require(CalmShare is > 0 and < 1, nameof(CalmShare), CalmShare, "a share between 0 and 1 is needed")
            .ThrowIfAny();
        Smote.Validate();
    }
}
