using Counterpoise.Learning.Objectives;

namespace Counterpoise.Learning.Training;

/// <summary>What has been summed up in the epoch so far; part of a checkpoint, so that a resumed epoch reports what it would have.</summary>
public sealed record EpochTotals
{
    /// <summary>Batches taken in.</summary>
    public int Batches { get; init; }

    /// <summary>Σ of the batches' total losses.</summary>
    public double Loss { get; init; }

    /// <summary>Σ of the batches' class terms.</summary>
    public double ClassTerm { get; init; }

    /// <summary>Σ of the batches' contrastive terms.</summary>
    public double ContrastiveTerm { get; init; }

    /// <summary>Σ of the batches' anchors.</summary>
    public long Anchors { get; init; }

    /// <summary>Σ over batches of what the contrastive term would be if all similarities were equal.</summary>
    public double UniformLoss { get; init; }

    /// <summary>Anchors without a positive.</summary>
    public long AnchorsWithoutPositive { get; init; }

    /// <summary>Σ over batches of the classes that the batch lacks.</summary>
    public long MissingClasses { get; init; }

    internal EpochTotals With(ObjectiveTerms terms) => this with
    {
        Batches = Batches + 1,
        Loss = Loss + terms.Total.ToDouble(),
        ClassTerm = ClassTerm + terms.ClassTerm,
        ContrastiveTerm = ContrastiveTerm + (terms.ContrastiveTerm ?? 0),
        Anchors = Anchors + terms.Anchors,
        UniformLoss = UniformLoss + terms.UniformLoss,
        AnchorsWithoutPositive = AnchorsWithoutPositive + terms.AnchorsWithoutPositive,
        MissingClasses = MissingClasses + terms.MissingClasses,
    };
}
