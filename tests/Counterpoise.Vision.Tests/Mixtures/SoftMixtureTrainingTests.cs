using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Vision.Mixtures;

namespace Counterpoise.Vision.Tests.Mixtures;

public sealed class SoftMixtureTrainingTests
{
    private static readonly string[] Classes = ["a", "b"];

    [Fact]
    public void A_gate_learns_which_of_two_experts_is_right_where_and_beats_their_mean()
    {
        var problem = Halves(1200, seed: 3);
        var rows = MixtureRows.Split(problem.Labels, null, [.. Enumerable.Range(0, 700)], [.. Enumerable.Range(700, 200)], 0.4, 1);
        using var mixture = SoftMixtureTraining.Fit(problem.Experts, problem.Labels, Classes, rows,
            new() { GateHidden = 16, GateEpochs = 25, GateLearningRate = 0.01, RefinementEpochs = 1, Seed = 2 });
        int[] test = [.. Enumerable.Range(900, 300)];
        var prediction = mixture.Predict([.. problem.Experts.Select(e => e.Features.SelectRows(test))]);
        var gateIsRight = test.Select((row, i) => prediction.Gates[2 * i] > 0.5 == problem.IsFirstHalf[row])
            .Count(right => right) / (double)test.Length;
        Assert.True(gateIsRight > 0.95, $"the gate is right on {gateIsRight:p1}");
        double Accuracy(double[] p) => test.Select((row, i) => p[(2 * i) + 1] > 0.5 == (problem.Labels[row] == 1))
            .Count(right => right) / (double)test.Length;
        var controls = MixtureControls.Predict(mixture, problem.Experts, problem.Labels, Classes, rows, test,
            problem.Experts[0].Classifier);
        Assert.True(Accuracy(prediction.Probabilities) > Accuracy(controls[MixtureControls.UniformMean]) + 0.1);
        Assert.Empty(mixture.Warnings);
        var diagnosis = MixtureDiagnosis.Compute(mixture.Names, [.. test.Select(r => problem.Labels[r])], prediction, 2);
        Assert.True(diagnosis.OracleGap > 0.1);
        Assert.True(diagnosis.CanGatingHelp);
        for (var i = 0; i < test.Length; i++)
        {
            Assert.Equal(1, prediction.Probabilities[2 * i] + prediction.Probabilities[(2 * i) + 1], 1e-9);
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_mixtures_and_a_failed_expert_can_be_left_out()
    {
        var problem = Halves(300, seed: 4);
        var rows = MixtureRows.Split(problem.Labels, null, [.. Enumerable.Range(0, 200)], [], 0.3, 1);
        var options = new SoftMixtureOptions { GateHidden = 4, GateEpochs = 2, RefinementEpochs = 1, Seed = 7 };
        DenseMatrix[] features = [.. problem.Experts.Select(e => e.Features.SelectRows([200, 201, 202]))];
        using var first = SoftMixtureTraining.Fit(problem.Experts, problem.Labels, Classes, rows, options);
        using var second = SoftMixtureTraining.Fit(problem.Experts, problem.Labels, Classes, rows, options);
        Assert.Equal(first.Predict(features).Probabilities, second.Predict(features).Probabilities);
        var alone = first.Predict(features, without: [0]);
        Assert.Equal([0.0, 1, 0, 1, 0, 1], alone.Gates.Select(g => Math.Round(g, 12)));
        Assert.All(alone.ExpertProbabilities[1].Zip(alone.Probabilities), p => Assert.Equal(p.First, p.Second, 1e-12));
        Assert.Throws<ArgumentException>(() => { first.Predict(features, without: [0, 1]); });
        Assert.Throws<ArgumentException>(() => { first.Predict([features[0]]); });
    }

    [Theory]
    [InlineData(MixingSpace.Probability, 1)]
    [InlineData(MixingSpace.Logit, 0)]
    public void A_mixture_that_was_kept_predicts_the_same_to_the_bit(MixingSpace space, int refinement)
    {
        using var folder = new TemporaryFolder();
        var problem = Halves(300, seed: 6);
        var rows = MixtureRows.Split(problem.Labels, null, [.. Enumerable.Range(0, 200)], [.. Enumerable.Range(200, 40)], 0.3, 1);
        using var mixture = SoftMixtureTraining.Fit(problem.Experts, problem.Labels, Classes, rows, new() { GateHidden = 5,
            GateEpochs = 3, RefinementEpochs = refinement, RefinementLearningRate = 0.01, GateTemperature = 1.5, Space = space, Seed = 7 });
        FeatureExpert[] experts = [.. problem.Experts.Select(e => new FeatureExpert("pixels", null, "pixels-32", e.Features.Columns))];
        var (file, again) = (Path.Combine(folder.Path, "m.cpm"), Path.Combine(folder.Path, "n.cpm"));
        new FeatureModel(mixture, experts, Classes, [120, 80], "mixture", 7, "1.0", "counterpoise mixture").Save(file,
            StandardCodecs.All);
        using var kept = FeatureModel.Load(file, StandardCodecs.All);
        DenseMatrix[] features = [.. problem.Experts.Select(e => e.Features.SelectRows([.. Enumerable.Range(240, 60)]))];
        Assert.Equal(mixture.Predict(features).Probabilities, kept.Mixture.Predict(features).Probabilities);
        Assert.Equal(experts, kept.Experts);
        Assert.Equal(Classes, kept.ClassNames);
        Assert.Equal((7UL, "mixture"), (kept.Seed, kept.Method));
        kept.Save(again, StandardCodecs.All);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again));
        Assert.True(FeatureModel.Is(file));
        Assert.False(TableModel.Is(file));
        var bytes = File.ReadAllBytes(file);
        bytes[7] = (byte)'2';
        File.WriteAllBytes(file, bytes);
        Assert.Contains("version", Assert.Throws<InvalidDataException>(() => { FeatureModel.Load(file, StandardCodecs.All); }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Twins_leave_no_room_for_a_gate_and_the_mixture_says_so()
    {
        var problem = Halves(300, seed: 5);
        var rows = MixtureRows.Split(problem.Labels, null, [.. Enumerable.Range(0, 250)], [.. Enumerable.Range(250, 50)], 0.3, 1);
        MixtureExpert[] twins = [problem.Experts[0], problem.Experts[0] with { Name = "twin" }];
        using var mixture = SoftMixtureTraining.Fit(twins, problem.Labels, Classes, rows,
            new() { GateHidden = 4, GateEpochs = 1, RefinementEpochs = 0 });
        Assert.Contains("gating cannot help", Assert.Single(mixture.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gate_part_shares_no_group_and_no_row_with_the_experts()
    {
        int[] labels = [.. Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? 1 : 0)];
        int[] groups = [.. Enumerable.Range(0, 90).Select(i => i / 3)];
        var rows = MixtureRows.Split(labels, groups, [.. Enumerable.Range(0, 80)], [.. Enumerable.Range(80, 10)], 0.25, 9);
        rows.Validate();
        Assert.Empty(rows.Expert.Select(r => groups[r]).Intersect(rows.Gate.Select(r => groups[r])));
        Assert.Equal(80, rows.Expert.Length + rows.Gate.Length);
        Assert.Contains("row 3", Assert.Throws<ArgumentException>(() => new MixtureRows([1, 3], [3], []).Validate()).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MixtureRows([1], [], []).Validate());
    }

    [Fact]
    public void Wrong_options_are_told_all_at_once()
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() =>
            new SoftMixtureOptions { GateTemperature = 0, GateHidden = 0, BatchSize = 0, CollapseThreshold = 2 }.Validate());
        Assert.All(["GateTemperature", "GateHidden", "BatchSize", "CollapseThreshold"],
            name => Assert.Contains(name, fault.Message, StringComparison.Ordinal));
    }

    /// <summary>Rows of two halves; each expert sees the class in its own half, a coin in the other, and which half it is.</summary>
    private static (MixtureExpert[] Experts, int[] Labels, bool[] IsFirstHalf) Halves(int count, ulong seed)
    {
        var random = new RandomStream(seed, "halves");
        var (labels, first) = (new int[count], new bool[count]);
        var features = new[] { new DenseMatrix(count, 3), new DenseMatrix(count, 3) };
        for (var i = 0; i < count; i++)
        {
            (labels[i], first[i]) = ((int)random.NextInteger(2), random.NextDouble() < 0.5);
            for (var k = 0; k < 2; k++)
            {
                var sees = first[i] == (k == 0);
                var shown = sees ? labels[i] : (int)random.NextInteger(2);
                features[k][i, 0] = (shown == 1 ? 3 : -3) + (0.3 * random.NextNormal());
                features[k][i, 1] = (first[i] ? 2 : -2) + (0.2 * random.NextNormal());
                features[k][i, 2] = random.NextNormal();
            }
        }

        var learner = new Standardized(new LogisticRegression(new() { Ridge = 1 }));
        return ([new MixtureExpert("first", features[0], learner), new MixtureExpert("second", features[1], learner)], labels, first);
    }
}
