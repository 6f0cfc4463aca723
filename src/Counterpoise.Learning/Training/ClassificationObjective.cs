using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;

namespace Counterpoise.Learning.Training;

/// <summary>A class term and perhaps a contrastive one as the objective of a loop.</summary>
internal sealed class ClassificationObjective(TrainingObjective objective) : IObjective
{
    public const string Projections = "projections";
    private readonly ContrastivePlateau _plateau = new();

    /// <summary>The classes of the training rows, by which a joined batch's missing classes are counted.</summary>
    public IReadOnlyList<int> Labels { get; set; } = [];

    public IReadOnlyDictionary<string, double> Memory
    {
        get => new Dictionary<string, double> { ["epochs_at_plateau"] = _plateau.EpochsAtPlateau };
        set => _plateau.EpochsAtPlateau = (int)value.GetValueOrDefault("epochs_at_plateau");
    }

    public LossTerms Compute(ModelOutput output, NamedBatch batch, StepPosition position)
    {
        var terms = objective.Compute(output.Prediction, output.Extras.GetValueOrDefault(Projections), (TrainingBatch)batch,
            position.Epoch, position.Batch);
        var named = new Dictionary<string, Tensor> { ["class_term"] = terms.ClassTerm };
        if (terms.ContrastiveTerm is { } contrastive)
        {
            named["contrastive_term"] = contrastive;
        }

        return new LossTerms(terms.Total)
        {
            Terms = named,
            Means = new Dictionary<string, double> { ["uniform_loss"] = terms.UniformLoss },
            Counts = new Dictionary<string, double>
            {
                ["anchors"] = terms.Anchors,
                ["anchors_without_positive"] = terms.AnchorsWithoutPositive,
                ["missing_classes"] = position.IsFirst ? objective.MissingClasses(position.JoinedRows.Select(row => Labels[row])) : 0,
            },
        };
    }

    public IReadOnlyDictionary<string, double> Summarize(EpochTotals totals, int epoch)
    {
        var record = new Dictionary<string, double>
        {
            ["loss"] = totals.Mean(EpochTotals.Loss),
            ["class_term"] = totals.Mean("class_term"),
            ["missing_classes_per_batch"] = totals.Mean("missing_classes"),
        };
        if (objective.Schedule?.At(epoch) is { } constants)
        {
            record["contrastive_term"] = totals.Mean("contrastive_term");
            record["temperature"] = constants.Temperature;
            record["contrastive_weight"] = constants.Weight;
            record["anchors_without_positive"] = totals.Sum("anchors_without_positive");
        }

        return record;
    }

    public string? Warn(EpochTotals totals, int epoch) =>
        objective.Schedule is null ? null : _plateau.Observe(totals.Mean("contrastive_term"), totals.Mean("uniform_loss"));
}
