using Counterpoise.Comparisons;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Lifecycle.Solving;

public class TableSolverTests
{
    private static readonly SolveOptions Few = new() { Budget = null, Trials = 3, OuterFolds = 2, InnerFolds = 2 };

    [Fact]
    public void What_is_searched_is_found_again_with_the_same_seed_and_judged_beside_controls()
    {
        var rows = Rows(1, 240);
        var result = TableSolver.Run(rows, Few);
        var again = TableSolver.Run(rows, Few);
        Assert.Equal(result.Leaderboard.Select(t => (t.Candidate, t.Value)), again.Leaderboard.Select(t => (t.Candidate, t.Value)));
        Assert.Equal(result.Folds, again.Folds);
        Assert.Equal(3, result.Leaderboard.Count);
        Assert.All(result.Folds, f => Assert.Equal(0, f.Majority));
        Assert.All(result.Folds, f => Assert.InRange(f.Baseline, .3, 1));
        Assert.Equal(result.Folds.Average(f => f.Value), result.Value);
        Assert.Contains("boosting with a tuned threshold", result.Sentence);
        Assert.True(result.Gain.Lower <= result.Value - result.Baseline && result.Value - result.Baseline <= result.Gain.Upper);
    }

    [Fact]
    public void A_table_whose_classes_are_drawn_by_lot_is_worth_nothing_on_rows_that_took_no_part()
    {
        var result = TableSolver.Run(Rows(2, 300, signal: 0), Few with { Metric = "balanced_accuracy", Trials = 4, OuterFolds = 3 });
        Assert.InRange(result.Value, .35, .65);
        Assert.NotEqual(VerdictOutcome.Helps, result.Verdict);
        Assert.Equal(SolveCandidate.Boosting, result.Chosen);
    }

    [Fact]
    public void Halves_of_a_batch_go_on_with_more_rows_and_only_what_saw_all_rows_leads()
    {
        var trials = new List<SolveProgress>();
        var result = TableSolver.Run(Rows(3, 1300, minority: .2), Few with { Trials = 5, OuterFolds = 2 }, new Seen(trials.Add));
        var last = trials.Where(t => t.Fold == 0).ToList();
        Assert.Contains(last, t => t.Trial.Rows == 650);
        Assert.Contains(last, t => t.Trial.Rows == 1300);
        Assert.True(last.Count(t => t.Trial.Rows == 1300) < last.Count(t => t.Trial.Rows == 650) + 1);
        Assert.True(result.Leaderboard[0].IsFull);
        Assert.Equal(result.Leaderboard.Where(t => t.IsFull).Max(t => t.Value), result.Leaderboard[0].Value);
    }

    [Fact]
    public void Time_ends_a_search_after_what_is_at_work()
    {
        var result = TableSolver.Run(Rows(4, 200), Few with { Trials = null, Budget = TimeSpan.FromMilliseconds(1) });
        Assert.InRange(result.Leaderboard.Count, 1, 3);
    }

    [Fact]
    public void What_is_at_work_when_the_time_ends_is_given_up_and_named()
    {
        var options = Few with { Trials = null, Budget = TimeSpan.FromSeconds(3), OuterFolds = 2, Patience = 1000 };
        var result = TableSolver.Run(Rows(6, 4000), options);
        Assert.True(result.Leaderboard[0].IsFull && result.Leaderboard[0].Refusal is null);
        Assert.All(result.Leaderboard.Where(t => t.Refusal is not null), t => Assert.Contains("budget was spent", t.Refusal));
        Assert.Contains(result.Leaderboard, t => t.Refusal is not null);
    }

    [Fact]
    public void Of_features_the_baseline_is_a_linear_model_which_is_its_own_linear_control()
    {
        var result = TableSolver.Run(Rows(5, 240), Few with { Space = SolveSpace.Features, Trials = 2 });
        Assert.Equal(SolveCandidate.Linear, result.Reference);
        Assert.Equal(SolveCandidate.Linear, result.Chosen);
        Assert.All(result.Folds, f => Assert.Equal(f.Linear, f.Baseline));
        Assert.Contains("logistic with a tuned threshold is taken", result.Sentence);
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Draws_do_not_depend_on_what_was_drawn_before_and_all_can_be_made(SolveSpace space)
    {
        Assert.Equal(space.Draw(1, 7), space.Draw(1, 7));
        var drawn = Enumerable.Range(0, 60).Select(i => space.Draw(1, i)).Concat(space.Portfolio).ToList();
        Assert.Equal(4, drawn.Select(c => c.Classifier).Where(c => c is "boosting" or "forest" or "logistic" or "network").Distinct()
            .Count());
        Assert.All(drawn, c => Assert.NotNull(c.ToMethod()));
        Assert.All(drawn, c => Assert.NotNull(c.ToClassifier()));
    }

    [Fact]
    public void Accuracy_and_searches_without_an_end_are_refused_and_so_is_one_class()
    {
        Assert.Contains("geometric_mean", Assert.Throws<InvalidOptionsException>(() =>
            TableSolver.Run(Rows(1, 40), Few with { Metric = "accuracy" })).Message);
        Assert.Contains("must end", Assert.Throws<InvalidOptionsException>(() => TableSolver.Run(Rows(1, 40), Few with { Trials = null }))
            .Message);
        Assert.Equal(6, Assert.Throws<InvalidOptionsException>(() =>
            new SolveOptions { Trials = 1, Budget = TimeSpan.Zero, OuterFolds = 1, InnerFolds = 1, Patience = 0, Batch = 1 }.Validate())
            .Faults.Count);
        Assert.Contains("one class", Assert.Throws<ArgumentException>(() => TableSolver.Run(Rows(1, 40, minority: 0), Few)).Message);
        var single = Rows(1, 60, minority: 0);
        Assert.Contains("at least 2", Assert.Throws<ArgumentException>(() =>
            TableSolver.Run(single.With(single.RequireLabels().WithCodes([1, .. new int[59]])), Few)).Message);
    }

    public static TheoryData<SolveSpace> Spaces() => [SolveSpace.Columns, SolveSpace.Features];

    internal static Table Rows(ulong seed, int count, double signal = 2, double minority = .15)
    {
        var random = new RandomStream(seed, "rows");
        var (a, b, codes) = (new double[count], new double[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            codes[i] = random.NextDouble() < minority ? 1 : 0;
            (a[i], b[i]) = (random.NextNormal() + (signal * codes[i]), random.NextNormal());
        }

        return new Table([new NumericColumn("a", a), new NumericColumn("b", b)]).With(new Labels("y", ["no", "yes"], codes));
    }

    private sealed class Seen(Action<SolveProgress> told) : IProgress<SolveProgress>
    {
        public void Report(SolveProgress value) => told(value);
    }
}
