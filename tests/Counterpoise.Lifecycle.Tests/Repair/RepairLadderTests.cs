using Counterpoise.Calibration;
using Counterpoise.Lifecycle.Repair;
using Counterpoise.Lifecycle.Repair.Trials;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Options;
using Counterpoise.Tests.Lifecycle.Solving;

namespace Counterpoise.Tests.Lifecycle.Repair;

public class RepairLadderTests
{
    private static readonly SolveCandidate Linear = SolveCandidate.Linear;

    [Fact]
    public void Without_a_drift_nothing_is_shown_to_help_and_the_model_stays()
    {
        var reference = TableSolverTests.Rows(1, 400);
        var result = RepairLadder.Run(ServedModel.Train(Linear, reference), reference, TableSolverTests.Rows(2, 400), .85,
            new RepairOptions { Steps = [RepairStep.Threshold, RepairStep.Refit] });
        Assert.Null(result.Model);
        Assert.Equal(RepairStep.Human, result.Outcome);
        Assert.Equal([RepairStep.Threshold, RepairStep.Refit], result.Attempts.Select(a => a.Step));
        Assert.All(result.Attempts, a => Assert.True(a.Gain!.Lower <= 0));
    }

    [Fact]
    public void Probabilities_that_have_moved_are_answered_by_the_threshold_alone()
    {
        var reference = TableSolverTests.Rows(1, 500);
        var model = ServedModel.Train(Linear, reference);
        var moved = model with { Predict = rows => Shift(model.Predict(rows), 2.5) };
        var result = RepairLadder.Run(moved, reference, TableSolverTests.Rows(2, 500), .85);
        Assert.Equal(RepairStep.Threshold, result.Outcome);
        Assert.True(result.Recovered);
        Assert.Single(result.Attempts);
        Assert.True(result.Attempts[0].After > result.Attempts[0].Before + .05);
    }

    [Fact]
    public void Classes_that_changed_places_need_a_refit()
    {
        var reference = TableSolverTests.Rows(1, 300);
        var recent = TableSolverTests.Rows(2, 900, signal: -2);
        var result = RepairLadder.Run(ServedModel.Train(Linear, reference), reference, recent, .85,
            new RepairOptions { Steps = [RepairStep.Threshold, RepairStep.Refit] });
        Assert.Equal(RepairStep.Refit, result.Outcome);
        Assert.True(result.Recovered);
        Assert.Equal("fitted to the recent rows alone", result.Attempts[^1].Note);
        Assert.NotNull(result.Model);
    }

    [Fact]
    public void A_threshold_moves_no_further_than_the_cap_and_a_class_with_few_rows_keeps_its_own()
    {
        var labels = Enumerable.Range(0, 100).Select(i => i < 20 ? 1 : 0).ToArray();
        double[] probabilities = [.. labels.SelectMany(l => l == 1 ? new[] { 1 - 1e-6, 1e-6 } : [1 - 1e-9, 1e-9])];
        var current = new DecisionWeights([1, 1]);
        var (free, capped) = CappedDecision.Tune(current, labels, probabilities, new RepairOptions { MaximumMove = 100 }, 10);
        Assert.False(capped);
        Assert.Equal(20, free.Decide(probabilities).Sum());
        var (held, met) = CappedDecision.Tune(current, labels, probabilities, new RepairOptions(), 10);
        Assert.True(met);
        Assert.Equal(4, Math.Abs(Math.Log(held.Weights[1] / held.Weights[0])), 9);
        Assert.Equal(1, CappedDecision.Tune(current, labels, probabilities, new RepairOptions { MaximumMove = 100 }, 50)
            .Weights.Weights[1], 9);
    }

    [Fact]
    public void Too_few_rows_of_a_class_are_a_persons_matter()
    {
        var reference = TableSolverTests.Rows(1, 300);
        var result = RepairLadder.Run(ServedModel.Train(Linear, reference), reference, TableSolverTests.Rows(2, 60, minority: .05), .85);
        Assert.Equal(RepairStep.Human, result.Outcome);
        Assert.All(result.Attempts, a => Assert.Contains("at least two classes of 10 are needed", a.Note));
    }

    [Fact]
    public void Options_out_of_range_are_all_told()
    {
        var wrong = new RepairOptions { Metric = "accuracy", Steps = [RepairStep.Human], MaximumMove = 0, RecoveredShare = 0,
            MinimumClassRows = 1, SearchTrials = 1, Replicates = 1, Confidence = 1 };
        Assert.Equal(8, Assert.Throws<InvalidOptionsException>(wrong.Validate).Faults.Count);
        Assert.Equal(8, Assert.Throws<InvalidOptionsException>(
            new DriftTrialOptions { Window = 1, Windows = 1, DriftAt = 5, TrainingShare = 0, LabelDelay = -1, Period = 0,
            RecentWindows = 0, RepairWindows = 0 }.Validate).Faults.Count);
    }

    [Fact]
    public void A_stream_played_twice_is_the_same_and_a_ladder_brings_back_what_a_drift_took()
    {
        var table = TableSolverTests.Rows(5, 4000, minority: .25);
        var options = new DriftTrialOptions { Window = 200, Windows = 12, DriftAt = 4, Candidate = Linear,
            Repair = new RepairOptions { SearchTrials = 2 } };
        var never = DriftTrial.Run(table, DriftKind.Covariate, RepairArm.Never, 1, options);
        var ladder = DriftTrial.Run(table, DriftKind.Covariate, RepairArm.Ladder, 1, options);
        Assert.Equal(never, DriftTrial.Run(table, DriftKind.Covariate, RepairArm.Never, 1, options));
        Assert.Equal(never.Before, ladder.Before);
        Assert.InRange(ladder.Delay ?? 99, 0, 1);
        Assert.True(ladder.After > never.After, $"{ladder.After} against {never.After}");
        Assert.Equal(0, never.Refits);
        Assert.Equal(11, DriftTrial.Run(table, DriftKind.None, RepairArm.Always, 1, options).Refits);
        Assert.Equal(2, DriftTrial.Run(table, DriftKind.None, RepairArm.Periodic, 1, options).Refits);
    }

    private static double[] Shift(double[] probabilities, double logits)
    {
        for (var i = 0; i < probabilities.Length; i += 2)
        {
            var p = Math.Clamp(probabilities[i + 1], 1e-9, 1 - 1e-9);
            probabilities[i + 1] = 1 / (1 + Math.Exp(-Math.Log(p / (1 - p)) - logits));
            probabilities[i] = 1 - probabilities[i + 1];
        }

        return probabilities;
    }
}
