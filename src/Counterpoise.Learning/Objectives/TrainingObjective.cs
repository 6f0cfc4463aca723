using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Batches;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Objectives;

/// <summary>
/// A class term and, where there is one, a contrastive term with its schedule: L = L_class(logits of view 1) + λ L_contrastive(projections of all views) (Eq. 6).
/// Every method that is compared is one of these.
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
    public TrainingObjective(IClassTerm classTerm, ReadOnlySpan<int> classCounts, IContrastiveTerm contrastiveTerm, IContrastiveSchedule schedule)
        : this(classTerm, classCounts)
    {
        ArgumentNullException.ThrowIfNull(contrastiveTerm);
        ArgumentNullException.ThrowIfNull(schedule);
        (ContrastiveTerm, Schedule) = (contrastiveTerm, schedule);
    }

    /// <summary>The class term.</summary>
    public IClassTerm ClassTerm { get; }

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
    public ObjectiveTerms Compute(Tensor logits, Tensor? projections, TrainingBatch batch, int epoch)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(batch);
        var classLoss = ClassTerm.Loss(logits, batch.Labels);
        if (batch.PartnerLabels is { } partner)
        {
            classLoss = (classLoss * (1 - batch.PartnerShare)) + (ClassTerm.Loss(logits, partner) * batch.PartnerShare);
        }

        var present = new int[_classCounts.Length];
        foreach (var label in batch.Labels.ToArray<long>())
        {
            present[label]++;
        }

        var missing = Missing(present);
        if (ContrastiveTerm is null || projections is null)
        {
            return new ObjectiveTerms(classLoss, classLoss.ToDouble(), null, 0, 0, missing);
        }

        var views = batch.ContrastedViews;
        var labels = views == 1 ? batch.Labels : Tensor.Concatenate([.. Enumerable.Repeat(batch.Labels, views)]);
        var constants = Schedule!.At(epoch);
        var contrastive = ContrastiveTerm.Loss(projections, labels, constants.Temperature);
        var anchors = ContrastiveTerm.Summarize(Array.ConvertAll(present, n => n * views), constants.Temperature);
        return new ObjectiveTerms(classLoss + (contrastive * constants.Weight).To(classLoss.Type), classLoss.ToDouble(), contrastive.ToDouble(), (int)projections.Size(0), anchors.WithoutPositive, missing, anchors.UniformLoss);
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
