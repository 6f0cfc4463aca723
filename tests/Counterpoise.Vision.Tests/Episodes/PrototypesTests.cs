using System.Text.Json;
using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Vision.Episodes;

namespace Counterpoise.Vision.Tests.Episodes;

/// <summary>
/// Prototypes and the cheap methods beside them against committed numbers (oracles/prototypes_and_scan.json) and by hand.
/// </summary>
public sealed class PrototypesTests
{
    private static readonly JsonElement Root = OracleJson.Read("prototypes_and_scan.json");
    private static readonly DenseMatrix Supports = DenseMatrix.FromRows([1, 0], [.8, .6], [0, 1], [-.6, .8]);
    private static readonly DenseMatrix Queries = DenseMatrix.FromRows([.6, .8], [2, -1]);
    private static readonly int[] Labels = [0, 0, 1, 1];

    public static TheoryData<string> Methods => [.. All().Select(m => m.Name)];

    [Theory]
    [InlineData(PrototypeDistance.Cosine, 1.0, "cos_prob_tau1.0")]
    [InlineData(PrototypeDistance.Cosine, 10.0, "cos_prob_tau10.0")]
    [InlineData(PrototypeDistance.Euclidean, 1.0, "euclid_prob")]
    public void Probabilities_equal_the_committed_numbers_in_both_forms(PrototypeDistance distance, double scale, string name)
    {
        using var scope = torch.NewDisposeScope();
        double[] expected = [.. Walk(Root.GetProperty(name))];
        Near(expected, new NearestPrototype(distance, scale).Predict(Supports, Labels, 2, Queries), 1e-9);
        var prototypes = Prototypes.Compute(Tensor.FromArray(Supports.Data, 4, 2), Tensor.FromArray(new long[] { 0, 0, 1, 1 }), 2,
            distance);
        Near(expected, Prototypes.LogProbabilities(Tensor.FromArray(Queries.Data, 2, 2), prototypes, distance, scale).exp()
            .ToArray<double>(), 1e-9);
        if (distance == PrototypeDistance.Cosine)
        {
            Near([.. Walk(Root.GetProperty("proto"))], prototypes.ToArray<double>(), 1e-12);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Euclidean_prototypes_are_a_linear_form(int classes)
    {
        var prototypes = DenseMatrix.FromRows([.. ((double[][])[[1, 0.5], [-0.4, 2], [0.3, -1]]).Take(classes)]);
        var fitted = new FittedPrototypes(DenseMatrix.FromRows([0.5, -1, 2], [1, 0.2, -0.3]), [0.1, -0.2], prototypes,
            PrototypeDistance.Euclidean, 1);
        var form = Assert.IsType<LinearForm>(fitted.Describe());
        double[] row = [0.7, -0.2, 0.4];
        double[] scores = [.. form.Intercepts.Select((b, c) => b + row.Select((x, j) => x * form.Coefficients[(c * 3) + j]).Sum())];
        if (classes == 2) scores = [0, .. scores];
        double[] odds = [.. scores.Select(Math.Exp)];
        Near([.. odds.Select(o => o / odds.Sum())], fitted.PredictProbabilities(DenseMatrix.FromRows(row)), 1e-12);
    }

    [Fact]
    public void SimpleShot_gives_the_cosines_of_centred_and_normalised_features()
    {
        var p = new SimpleShot(scale: 1).Predict(Supports, Labels, 2, Queries);
        double[] cosines = [.5879163510, -.3984365732, .9207525717, -.9834615190];
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Math.Log(p[2 * i] / p[(2 * i) + 1]), cosines[2 * i] - cosines[(2 * i) + 1], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_gives_probabilities_and_does_not_mind_the_order_of_supports(string name)
    {
        var method = All().Single(m => m.Name == name);
        var p = method.Predict(Supports, Labels, 2, Queries);
        Assert.Equal(4, p.Length);
        Assert.All(p, v => Assert.InRange(v, 0, 1));
        Assert.All(new[] { 0, 2 }, i => Assert.Equal(1, p[i] + p[i + 1], 1e-12));
        Assert.True(p[2] > p[3], "the second query is nearest to the first class");
        Near(p, method.Predict(Supports.SelectRows([3, 1, 0, 2]), [1, 0, 0, 1], 2, Queries), name == "logistic regression" ? 1e-6 : 1e-9);
    }

    [Fact]
    public void Equal_supports_of_both_classes_say_nothing_and_a_zero_vector_has_cosine_0()
    {
        var same = DenseMatrix.FromRows([1, 2], [1, 2]);
        Near([.5, .5, .5, .5], new NearestPrototype().Predict(same, [0, 1], 2, Queries), 1e-12);
        Near([.5, .5], new NearestPrototype().Predict(Supports, Labels, 2, DenseMatrix.FromRows([0, 0])), 1e-12);
        Assert.Equal([0.0, 1], new MatchingAttention().Predict(DenseMatrix.FromRows([1, 1]), [1], 2, DenseMatrix.FromRows([3, 1])));
    }

    [Fact]
    public void An_episodic_embedding_learns_what_the_base_classes_differ_in()
    {
        var random = new Counterpoise.Randomness.RandomStream(4, "episodes");
        var (features, labels) = (new DenseMatrix(240, 8), new int[240]);
        for (var i = 0; i < 240; i++)
        {
            labels[i] = i % 4;
            for (var j = 0; j < 8; j++)
            {
                // The first two columns tell the classes, the others are louder and tell nothing.
                features[i, j] = j < 2 ? (j == 0 ? (labels[i] % 2) - .5 : (labels[i] / 2) - .5) + (.15 * random.NextNormal())
                    : 2 * random.NextNormal();
            }
        }

        int[] baseRows = [.. Enumerable.Range(0, 160)];
        using var projection = EpisodicTraining.FitProjection(features, new EpisodeSampler(labels, null, baseRows, 1), 4,
            new() { Steps = 120, Ways = 4, LearningRate = 0.02, EpisodesPerStep = 2, Seed = 1 });
        var embedded = EpisodicTraining.Embed(projection, features);
        var sampler = new EpisodeSampler(labels, null, [.. Enumerable.Range(160, 80)], 2);
        double Accuracy(DenseMatrix rows) => Enumerable.Range(0, 10).Average(d =>
        {
            var episode = sampler.Draw(d, 4, 5, 10);
            var p = new NearestPrototype().Predict(rows.SelectRows(episode.Support), episode.SupportLabels, 4,
                rows.SelectRows(episode.Query));
            return episode.QueryLabels.Where((l, i) => Enumerable.Range(0, 4).MaxBy(c => p[(4 * i) + c]) == l)
                .Count() / (double)episode.QueryLabels.Length;
        });
        Assert.True(Accuracy(embedded) > Accuracy(features) + 0.2, $"{Accuracy(embedded):p0} beside {Accuracy(features):p0}");
    }

    [Fact]
    public void Wrong_options_are_told_all_at_once()
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() =>
            new EpisodicTrainingOptions { Steps = 0, Ways = 1, Shots = 0, Scale = 0 }.Validate());
        Assert.All(["Steps", "Ways", "Shots", "Scale"], name => Assert.Contains(name, fault.Message, StringComparison.Ordinal));
    }

    private static IFewShotMethod[] All() =>
        [new NearestPrototype(), new NearestPrototype(PrototypeDistance.Euclidean), new SimpleShot(), new MatchingAttention(),
            new FineTunedHead(), FewShotLearner.Logistic(), FewShotLearner.Nearest()];

    private static IEnumerable<double> Walk(JsonElement e) => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().SelectMany(Walk)
        : [e.GetDouble()];

    private static void Near(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, tolerance));
    }

    [Theory]
    [InlineData(PrototypeDistance.Cosine)]
    [InlineData(PrototypeDistance.Euclidean)]
    public void Prototypes_that_were_kept_judge_as_the_supports_do(PrototypeDistance distance)
    {
        var random = new RandomStream(3, "rows");
        DenseMatrix Rows(int rows, int columns)
        {
            var matrix = new DenseMatrix(rows, columns);
            for (var i = 0; i < matrix.Data.Length; i++)
            {
                matrix.Data[i] = random.NextNormal();
            }

            return matrix;
        }

        var (weight, features, queries) = (Rows(4, 6), Rows(9, 6), Rows(5, 6));
        double[] bias = [.1, -.2, .3, 0];
        int[] labels = [0, 1, 2, 0, 1, 2, 0, 1, 2];
        DenseMatrix Embedded(DenseMatrix rows)
        {
            var result = new DenseMatrix(rows.Rows, 4);
            for (var i = 0; i < rows.Rows; i++)
            {
                for (var j = 0; j < 4; j++)
                {
                    result[i, j] = bias[j] + Enumerable.Range(0, 6).Sum(k => rows[i, k] * weight[j, k]);
                }
            }

            return result;
        }

        var fitted = FittedPrototypes.Of(weight, bias, features, labels, 3, distance, scale: 10);
        var expected = new NearestPrototype(distance, 10).Predict(Embedded(features), labels, 3, Embedded(queries));
        Assert.All(expected.Zip(fitted.PredictProbabilities(queries)), p => Assert.Equal(p.First, p.Second, 1e-12));
        Assert.Contains("expected 6", Assert.Throws<ArgumentException>(() => { fitted.PredictProbabilities(Embedded(queries)); }).Message,
            StringComparison.Ordinal);
    }
}
