using Counterpoise.Classifiers;
using Counterpoise.Options;

namespace Counterpoise.LabelAudits;

/// <summary>Options of <see cref="LabelAudit"/>.</summary>
public sealed record LabelAuditOptions
{
    /// <summary>
    /// The class whose rows are audited, by its place; null, the default, takes the most frequent: rare rows are mislabelled into it.
    /// </summary>
    public int? AuditedClass { get; init; }

    /// <summary>
    /// By what the queue is ranked. Default <see cref="AuditRanking.ConfidentLearning"/>, which with out-of-fold probabilities of boosted
    /// trees finds most on some tables and little on others; see <see cref="LabelNoiseStudy"/>.
    /// </summary>
    public AuditRanking Ranking { get; init; } = AuditRanking.ConfidentLearning;

    /// <summary>
    /// The network that is watched while it learns. Default one hidden layer of 32 units and 30 epochs, the paper's count.
    /// </summary>
    public MultilayerPerceptronOptions Scout { get; init; } = new();

    /// <summary>First epochs that are not counted, at least 0 and fewer than the scout's epochs. Default 3.</summary>
    public int WarmUpEpochs { get; init; } = 3;

    /// <summary>Weight of a new epoch in the moving average, in (0, 1]. Default and paper 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>
    /// Share of the other classes' rows that become probes in a round, in (0, 0.5]; at least 20 rows, at most half, and at least 2 where
    /// there are few. Default and paper 0.1.
    /// </summary>
    public double ProbeShare { get; init; } = 0.1;

    /// <summary>
    /// Rounds, each with probes that no earlier round had as long as there are such, at least 1; scores are their means. Default 2.
    /// </summary>
    public int Rounds { get; init; } = 2;

    /// <summary>
    /// What is added to the probes' mean S to give the threshold, in [-1, 1]. Default 0; 0.05 is cautious and drops fewer rows.
    /// </summary>
    public double Epsilon { get; init; }

    /// <summary>Most of the audited class's rows that are named for dropping, in (0, 1]. Default and paper 0.05.</summary>
    public double MostDropped { get; init; } = 0.05;

    /// <summary>Share of the audited class's rows in the review queue, in (0, 1]; at least 10 rows. Default 0.05.</summary>
    public double QueueShare { get; init; } = 0.05;

    /// <summary>
    /// Percentile of the margins of rows given a class that does not exist, in (0, 100): a margin below it is low. Default and paper 99.
    /// </summary>
    public double MarginPercentile { get; init; } = 99;

    /// <summary>Folds of the out-of-fold probabilities, at least 2; lowered to the rows of the rarest class. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Neighbours among which the share of other classes is counted, at least 1. Default 5.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Seed of every draw. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        Scout.Validate();
        new OptionsCheck(nameof(LabelAuditOptions))
            .Require(Enum.IsDefined(Ranking),
                nameof(Ranking), Ranking, $"expected one of {string.Join(", ", Enum.GetNames<AuditRanking>())}")
            .Require(WarmUpEpochs >= 0 && WarmUpEpochs < Scout.Epochs,
                nameof(WarmUpEpochs), WarmUpEpochs, $"expected 0 to {Scout.Epochs - 1}, fewer than the scout's {Scout.Epochs} epochs")
            .Require(Alpha > 0 && Alpha <= 1, nameof(Alpha), Alpha, "expected a number above 0 and up to 1")
            .Require(ProbeShare > 0 && ProbeShare <= 0.5, nameof(ProbeShare), ProbeShare, "expected a share above 0 and up to 0.5")
            .Require(Rounds >= 1, nameof(Rounds), Rounds, "expected at least 1")
            .Require(Epsilon >= -1 && Epsilon <= 1, nameof(Epsilon), Epsilon, "expected a number from -1 to 1")
            .Require(MostDropped > 0 && MostDropped <= 1, nameof(MostDropped), MostDropped, "expected a share above 0 and up to 1")
            .Require(QueueShare > 0 && QueueShare <= 1, nameof(QueueShare), QueueShare, "expected a share above 0 and up to 1")
            .Require(MarginPercentile > 0 && MarginPercentile < 100,
                nameof(MarginPercentile), MarginPercentile, "expected a number between 0 and 100")
            .Require(Folds >= 2, nameof(Folds), Folds, "expected at least 2")
            .Require(Neighbors >= 1, nameof(Neighbors), Neighbors, "expected at least 1")
            .ThrowIfAny();
    }
}
