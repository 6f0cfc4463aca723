using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Batches;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Objectives;

/// <summary>
/// A class term and, where there is one, a contrastive term with its schedule: L = L_class(logits of view 1) + λ L_contrastive(projections
/// of all views) (Eq. 6).
/// Every method that is compared is one of these. Where the contrastive term compares logits with labels itself, the class term is computed
/// for the log alone.
/// </summary>
public sealed class TrainingObjective
{
    private readonly int[] _classCounts;

    /// <summary>Creates an objective without a contrastive term.</summary>
    /// <param name="classTerm">The class term.</param>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    public TrainingObjective(IClassTerm classTerm, ReadOnlySpan<int> classCounts)
    {
        ArgumentNullException.ThrowIfNull(classTerm);
        ClassTerm = classTerm;
        _classCounts = classCounts.ToArray();
    }

    /// <summary>Creates an objective with a contrastive term.</summary>
    /// <param name="classTerm">The class term.</param>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    /// <param name="contrastiveTerm">The contrastive term.</param>
    /// <param name="schedule">Its temperature and weight.</param>
    public TrainingObjective(IClassTerm classTerm, ReadOnlySpan<int> classCounts, IContrastiveTerm contrastiveTerm,
        IContrastiveSchedule schedule)
        : this(classTerm, classCounts)
    {
        ArgumentNullException.ThrowIfNull(contrastiveTerm);
        ArgumentNullException.ThrowIfNull(schedule);
        (ContrastiveTerm, Schedule) = (contrastiveTerm, schedule);
    }

    /// <summary>The class term.</summary>
    public IClassTerm ClassTerm { get; }

    /// <summary>The class term of the last epochs; null where <see cref="ClassTerm"/> is that of all. Default null.</summary>
    public DeferredClassTerm? Deferred { get; init; }

    /// <summary>The contrastive term; null without one.</summary>
    public IContrastiveTerm? ContrastiveTerm { get; }

    /// <summary>Temperature and weight of the contrastive term; null without one.</summary>
    public IContrastiveSchedule? Schedule { get; }

    /// <summary>Training rows of each class, [C].</summary>
    public ReadOnlySpan<int> ClassCounts => _classCounts;

    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">Logits of the first view, [N, C].</param>
    /// <param name="projections">Projections of the views that are contrasted, [V N, d]; null without a contrastive term.</param>
    /// <param name="batch">The batch the logits are of.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="number">The batch within the epoch, from 0.</param>
    public ObjectiveTerms Compute(Tensor logits, Tensor? projections, TrainingBatch batch, int epoch, int number = 0)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(batch);
        if (ContrastiveTerm is { IncludesClassTerm: true } && batch.PartnerLabels is not null)
        {
            throw new ArgumentException(
                $"the images are mixed, and {ContrastiveTerm.GetType().Name} compares logits with one label each: leave mixing out, or "
                + $"choose another method", nameof(batch));
        }

        var classLoss = ClassLoss(logits, batch, epoch);

        var present = new int[_classCounts.Length];
        foreach (var label in batch.HostLabels)
        {
            present[label]++;
        }

        var missing = Missing(present);
        if (ContrastiveTerm is null || projections is null)
        {
            return new ObjectiveTerms(classLoss, classLoss.Detach(), null, 0, 0, missing);
        }

        var views = batch.ContrastedViews;
        var labels = views == 1 ? batch.Labels : Tensor.Concatenate([.. Enumerable.Repeat(batch.Labels, views)]);
        var constants = Schedule!.At(epoch);
        var contrastive = ContrastiveTerm.Loss(new ContrastiveBatch(projections, labels) { Views = views, Logits = logits, Epoch = epoch,
            Number = number }, constants.Temperature);
        var anchors = ContrastiveTerm.Summarize(Array.ConvertAll(present, n => n * views), constants.Temperature);
        var weighted = (contrastive * constants.Weight).To(classLoss.Type);
        return new ObjectiveTerms(ContrastiveTerm.IncludesClassTerm ? weighted : classLoss + weighted, classLoss.Detach(),
            contrastive.Detach(), (int)projections.Size(0), anchors.WithoutPositive, missing, anchors.UniformLoss);
    }

    private Tensor ClassLoss(Tensor logits, TrainingBatch batch, int epoch)
    {
        var term = Deferred is { } deferred && epoch >= deferred.FromEpoch ? deferred.Term : ClassTerm;
        var seen = ContrastiveTerm is { IncludesClassTerm: true } ? logits.Detach() : logits;
        var loss = term.Loss(seen, batch.Labels);
        return batch.PartnerLabels is { } partner
            ? (loss * (1 - batch.PartnerShare)) + (term.Loss(seen, partner) * batch.PartnerShare)
            : loss;
    }

    /// <summary>How many classes of the training set a batch lacks.</summary>
    internal int MissingClasses(IEnumerable<int> labels)
    {
        var present = new int[_classCounts.Length];
        foreach (var label in labels)
        {
            present[label]++;
        }

        return Missing(present);
    }

    private int Missing(int[] present) => present.Where((n, c) => n == 0 && _classCounts[c] > 0).Count();
}
