using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Streams;

namespace Counterpoise.Tests.Streams;

public class OnlineBaggingTests
{
    [Fact]
    public void Over_and_under_sampling_keep_the_recall_of_the_rare_class_where_plain_bagging_loses_it()
    {
        double Recall(OnlineResampling resampling)
        {
            var ensemble = new OnlineBagging(_ => new OnlineLogisticRegression(2, 2), new RandomStream(1, "bagging"),
                new() { Members = 5, Resampling = resampling, Decay = .99 });
            return PrequentialEvaluation.Run(ensemble, Stream(4000, .04), 4000).Last().Recalls[1];
        }

        var (plain, over, under) = (Recall(OnlineResampling.None), Recall(OnlineResampling.Over), Recall(OnlineResampling.Under));
        Assert.InRange(plain, 0, .45);
        Assert.True(over > plain + .2, $"{plain} {over} {under}");
        Assert.True(under > plain + .2, $"{plain} {over} {under}");
    }

    [Fact]
    public void Rates_follow_the_shares_of_late()
    {
        var ensemble = new OnlineBagging(_ => new OnlineLogisticRegression(1, 2), new RandomStream(1),
            new() { Members = 1, Resampling = OnlineResampling.Over, Decay = .9 });
        foreach (var label in new[] { 0, 0, 0, 1 })
        {
            ensemble.Learn([0.5], label);
        }

        Assert.Equal([.75, .25], ensemble.Shares.Select(s => Math.Round(s, 9)));
        Assert.Equal((1, 3), (ensemble.Rate(0), Math.Round(ensemble.Rate(1), 9)));
        for (var i = 0; i < 200; i++)
        {
            ensemble.Learn([0.5], 1);
        }

        Assert.Equal(100, ensemble.Rate(0));
        Assert.Equal(1, ensemble.Rate(1));
        var under = new OnlineBagging(_ => new OnlineLogisticRegression(1, 3), new RandomStream(1),
            new() { Resampling = OnlineResampling.Under });
        foreach (var label in new[] { 0, 0, 0, 1 })
        {
            under.Learn([0.5], label);
        }

        Assert.Equal(1 / 3.0, under.Rate(0), 1e-9);
        Assert.Equal((1, 1), (under.Rate(1), under.Rate(2)));
    }

    [Fact]
    public void Equal_draws_give_equal_ensembles_and_probabilities_sum_to_one()
    {
        double[] Answer()
        {
            var ensemble = new OnlineBagging(_ => new OnlineLogisticRegression(2, 2), new RandomStream(3));
            foreach (var (x, y) in Stream(200, .2))
            {
                ensemble.Learn(x, y);
            }

            var p = new double[2];
            ensemble.Predict([.5, -.2], p);
            return p;
        }

        Assert.Equal(Answer(), Answer());
        Assert.Equal(1, Answer().Sum(), 1e-12);
    }

    [Fact]
    public void Prequential_recall_forgets_and_leaves_unseen_classes_out()
    {
        var evaluation = new PrequentialEvaluation(3, decay: .5);
        evaluation.Add(0, 0);
        evaluation.Add(0, 1);
        evaluation.Add(1, 1);
        var point = evaluation.Point;
        // Weights 1/2 and 1 of rows of class 0: (1/2) / (3/2).
        Assert.Equal(1 / 3.0, point.Recalls[0], 1e-12);
        Assert.Equal(1, point.Recalls[1]);
        Assert.True(double.IsNaN(point.Recalls[2]));
        Assert.Equal(Math.Sqrt(1 / 3.0), point.GeometricMean, 1e-12);
        Assert.Equal(3, point.Row);
    }

    [Fact]
    public void A_reservoir_holds_each_row_of_a_class_with_the_same_chance()
    {
        var kept = new int[50];
        for (var seed = 0UL; seed < 400; seed++)
        {
            var reservoir = new ClassReservoir(2, 5, new RandomStream(seed));
            for (var i = 0; i < 50; i++)
            {
                reservoir.Add([i], 0);
            }

            reservoir.Add([99], 1);
            Assert.Equal((50, 1, 5), (reservoir.Seen(0), reservoir.Seen(1), reservoir.Rows(0).Count));
            foreach (var row in reservoir.Rows(0))
            {
                kept[(int)row[0]]++;
            }
        }

        // 40 on the mean, with a deviation of 6.
        Assert.All(kept, k => Assert.InRange(k, 15, 65));
        Assert.InRange(kept[..25].Sum(), 900, 1100);
    }

    [Fact]
    public void Options_and_rows_out_of_range_are_refused()
    {
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new OnlineBaggingOptions { Members = 0, Decay = 1, LargestRate = 0 }.Validate()).Faults.Count);
        var model = new OnlineLogisticRegression(2, 2);
        Assert.Throws<ArgumentException>(() => model.Learn([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Learn([1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Learn([1, 2], 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrequentialEvaluation(2, 0));
    }

    private static IEnumerable<(double[] Features, int Label)> Stream(int rows, double share)
    {
        var random = new RandomStream(8);
        for (var i = 0; i < rows; i++)
        {
            var label = random.NextDouble() < share ? 1 : 0;
            yield return ([random.NextNormal() + (1.5 * label), random.NextNormal()], label);
        }
    }
}
