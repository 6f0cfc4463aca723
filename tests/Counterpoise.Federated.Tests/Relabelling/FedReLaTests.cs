using System.Text.Json;
using Counterpoise.Federated.Relabelling;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Federated.Relabelling;

public class FedReLaTests
{
    private static readonly JsonElement Golden = OracleJson.Read("federated_relabelling.json");
    private static readonly double[] Posteriors = [.. Golden.Rows("Q").SelectMany(row => row)];
    private static readonly int[] Labels = Golden.Ints("y");

    private static RelabelScores Scores(FedReLaOptions? options = null) =>
        FedReLa.Score(Posteriors, Labels, 3, options ?? new FedReLaOptions { Percentage = 20 });

    [Fact]
    public void Scores_equal_those_of_the_authors_functions()
    {
        var scores = Scores();
        Equal(Golden.Doubles("priors"), scores.Rarity);
        Equal([.. Golden.Rows("z").SelectMany(row => row)], scores.Standardised);
        Equal(Golden.Doubles("thr"), scores.Thresholds);
        Equal([.. Golden.Rows("flip").SelectMany(row => row)], scores.Probabilities);
    }

    [Fact]
    public void Draws_equal_those_of_the_authors_functions()
    {
        Assert.Equal([0, 0, 1, 2, 0, 1, 1, 2, 2, 2], FedReLa.Draw(Scores(), Labels, new Given([.. Enumerable.Repeat(0.1, 30)])).Labels);
        var drawn = FedReLa.Draw(Scores(), Labels, new Given([.. Golden.Rows("U").SelectMany(row => row)]));
        Assert.Equal([0, 0, 1, 0, 0, 1, 1, 1, 2, 2], drawn.Labels);
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0], drawn.Moves);
    }

    [Fact]
    public void No_row_moves_to_a_class_that_is_not_rarer_and_no_more_rows_than_the_threshold_lets_through()
    {
        for (var seed = 0UL; seed < 1000; seed++)
        {
            var random = new RandomStream(seed, "clients");
            var (rows, classes) = ((int)random.NextInteger(60) + 1, (int)random.NextInteger(5) + 1);
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => (int)random.NextInteger(classes))];
            var posteriors = RandomPosteriors(random, rows, classes);
            var scores = FedReLa.Score(posteriors, labels, classes, new FedReLaOptions { Percentage = 10 });
            var moved = FedReLa.Draw(scores, labels, random);
            Assert.True(moved.Count <= rows / 10 * classes);
            for (var i = 0; i < rows; i++)
            {
                Assert.True(moved.Labels[i] == labels[i] || scores.Rarity[moved.Labels[i]] > scores.Rarity[labels[i]]);
            }
        }
    }

    [Fact]
    public void A_balanced_client_and_one_of_few_rows_move_nothing()
    {
        int[] balanced = [.. Enumerable.Range(0, 100).Select(i => i % 4)];
        Assert.Equal(0, Moves(balanced, 4));
        Assert.Equal(0, Moves([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2], 3));
        Assert.Equal(0, Moves([0, 0, 0, 0], 1));
    }

    [Fact]
    public void A_client_of_one_class_may_move_rows_to_classes_it_lacks()
    {
        double[] posteriors = [.. Enumerable.Range(0, 100).SelectMany(i => i < 5 ? new[] { 0.1, 0.9, 0.0 } : [0.9, 0.05, 0.05])];
        var moved = FedReLa.Draw(FedReLa.Score(posteriors, new int[100], 3, new FedReLaOptions { Percentage = 6 }), new int[100],
            new Given([.. Enumerable.Repeat(0.01, 300)]));
        Assert.Equal(5, moved.Moves[1]);
    }

    [Fact]
    public void A_constant_threshold_and_the_plain_posterior_are_options()
    {
        var constant = Scores(new FedReLaOptions { ConstantThreshold = 0.5 });
        Assert.All(constant.Thresholds, threshold => Assert.Equal(0.5, threshold));
        Assert.Equal(Math.Tanh(1.8207329549252098 - 0.5) * 2 / 3, constant.Probabilities[7], 1e-9);
        var plain = Scores(new FedReLaOptions { Percentage = 20, PlainPosterior = true });
        Assert.Equal(0.4 * 2 / 3, plain.Probabilities[7], 1e-12);
    }

    [Fact]
    public void Bad_posteriors_are_refused_with_the_client_and_the_row()
    {
        Assert.Contains("client 7: the posteriors of row 1 add up to NaN",
            Assert.Throws<ArgumentException>(() => FedReLa.Score([1, 0, double.NaN, 1], [0, 1], 2, new FedReLaOptions(), "client 7"))
            .Message);
        Assert.Contains("row 0 add up to 1.2", Assert.Throws<ArgumentException>(() => FedReLa.Score([1, 0.2], [0], 2, new FedReLaOptions()))
            .Message);
    }

    [Fact]
    public void Random_relabelling_makes_the_same_moves_of_other_rows()
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i < 150 ? 0 : i < 190 ? 1 : 2)];
        int[] moves = [0, 10, 5, 0, 0, 3, 0, 0, 0];
        var moved = RandomRelabel.Draw(labels, moves, new RandomStream(1));
        Assert.Equal(moves, moved.Moves);
        Assert.NotEqual(moved.Labels, RandomRelabel.Draw(labels, moves, new RandomStream(2)).Labels);
        Assert.Throws<ArgumentException>(() => RandomRelabel.Draw([0, 1], [0, 2, 0, 0], new RandomStream(1)));
    }

    private static int Moves(int[] labels, int classes)
    {
        var random = new RandomStream(5, "posteriors");
        var scores = FedReLa.Score(RandomPosteriors(random, labels.Length, classes), labels, classes, new FedReLaOptions());
        return FedReLa.Draw(scores, labels, new Given([.. Enumerable.Repeat(0.0, labels.Length * classes)])).Count;
    }

    private static double[] RandomPosteriors(RandomStream random, int rows, int classes) => [.. Enumerable.Range(0, rows).SelectMany(_ =>
    {
        double[] weights = [.. Enumerable.Range(0, classes).Select(_ => random.NextDouble() + 0.01)];
        return weights.Select(weight => weight / weights.Sum());
    })];

    private static void Equal(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    private sealed class Given(double[] uniforms) : IRandomSource
    {
        private int _next;

        public double NextDouble() => uniforms[_next++];

        public long NextInteger(long exclusiveUpper) => throw new NotSupportedException();

        public double NextNormal() => throw new NotSupportedException();

        public void Shuffle<T>(Span<T> values) => throw new NotSupportedException();
    }
}
