using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;
using Counterpoise.Streams;
using Counterpoise.TableModels;
using Counterpoise.Tests.TableModels;

namespace Counterpoise.Tests.Streams;

public class StreamLearnerTests
{
    [Fact]
    public void A_learner_goes_on_from_what_it_came_to_bit_for_bit()
    {
        var options = new StreamLearnerOptions { Members = 3, Resampling = OnlineResampling.Over };
        var whole = new StreamLearner(2, 2, 7, options);
        Learn(whole, Rows(1, 400, .1));
        var continued = FittedStream.Of(whole).Continue();
        Learn(whole, Rows(2, 400, .1));
        Learn(continued, Rows(2, 400, .1));
        Assert.Equal(Answers(whole), Answers(continued));
        Assert.Equal(800, FittedStream.Of(continued).Rows);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_kept_says_what_the_learner_says(int classes)
    {
        var learner = new StreamLearner(2, classes, 1, new StreamLearnerOptions { Members = 4 });
        var random = new RandomStream(3, "rows");
        for (var i = 0; i < 500; i++)
        {
            var label = (int)random.NextInteger(classes);
            learner.Learn([random.NextNormal() + label, 5], label);
        }

        var features = new DenseMatrix(50, 2);
        var expected = new double[50 * classes];
        for (var i = 0; i < 50; i++)
        {
            (features[i, 0], features[i, 1]) = (random.NextNormal(), 5);
            learner.Predict(features.Row(i), expected.AsSpan(i * classes, classes));
        }

        var fitted = FittedStream.Of(learner).PredictProbabilities(features);
        Assert.All(expected.Zip(fitted), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void A_file_gives_back_what_goes_on_the_same_and_one_that_lies_is_refused_or_predicts()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("stream.cpm");
        var learner = new StreamLearner(2, 2, 3, new StreamLearnerOptions { Members = 2, Decision = StreamDecision.Adjusted });
        Learn(learner, Rows(1, 300, .2));
        PartFile.Write(path, part => StandardCodecs.All.Write(part, "classifier", FittedStream.Of(learner)));
        var loaded = ((FittedStream)PartFile.Read(path, part => StandardCodecs.All.Read(part, "classifier"))).Continue();
        Assert.Equal(learner.Weights, loaded.Weights);
        Learn(learner, Rows(2, 300, .2));
        Learn(loaded, Rows(2, 300, .2));
        Assert.Equal(Answers(learner), Answers(loaded));
        var refused = 0;
        foreach (var hostile in HostileFile.Mutations(File.ReadAllBytes(path)).Take(300))
        {
            File.WriteAllBytes(path, hostile);
            try
            {
                PartFile.Read(path, part => StandardCodecs.All.Read(part, "classifier")).PredictProbabilities(new DenseMatrix(1, 2));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (ArgumentException)
            {
                // A classifier of other columns is found when it is asked.
            }
        }

        Assert.InRange(refused, 10, int.MaxValue);
    }

    [Fact]
    public void Weights_an_adjusted_and_a_tuned_decision_find_the_rare_class_that_plain_learning_loses()
    {
        var plain = Recall(new());
        Assert.InRange(plain, 0, .35);
        Assert.All(new StreamLearnerOptions[] { new() { WeighsClasses = true }, new() { Decision = StreamDecision.Adjusted },
            new() { Decision = StreamDecision.Tuned, TunedRows = 400 }, new() { Resampling = OnlineResampling.Under } },
            options => Assert.True(Recall(options) > plain + .25, $"{options}: {Recall(options)} against {plain}"));
    }

    [Fact]
    public void Controls_look_at_no_feature()
    {
        IOnlineClassifier[] controls = [new LastClass(3), new OnlinePriors(3)];
        var p = new double[3];
        foreach (var control in controls)
        {
            control.Predict([], p);
            Assert.All(p, v => Assert.Equal(1 / 3.0, v, 1e-12));
            foreach (var label in new[] { 2, 2, 1 }) control.Learn([], label);
        }

        controls[0].Predict([], p);
        Assert.Equal([0, 1, 0], p);
        controls[1].Predict([], p);
        Assert.Equal([0, 1 / 3.0, 2 / 3.0], p);
    }

    [Fact]
    public void Options_that_cannot_be_are_refused_together()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() => new StreamLearner(1, 2, 1, new StreamLearnerOptions { Members = 0,
            Decay = 1, TunedRows = 3, WeighsClasses = true, Resampling = OnlineResampling.Over }));
        Assert.Equal(4, fault.Faults.Count);
    }

    private static double Recall(StreamLearnerOptions options)
    {
        var learner = new StreamLearner(2, 2, 1, options with { Members = 5, Decay = .99 });
        var p = new double[2];
        var (labels, predicted) = (new List<int>(), new List<int>());
        foreach (var (features, label) in Rows(5, 4000, .04))
        {
            learner.Predict(features, p);
            labels.Add(label);
            predicted.Add(learner.Decide(p));
            learner.Learn(features, label);
        }

        return ConfusionMatrix.Of(labels.ToArray(), predicted.ToArray(), ["common", "rare"]).Recall(1);
    }

    private static void Learn(StreamLearner learner, IEnumerable<(double[] Features, int Label)> rows)
    {
        foreach (var (features, label) in rows) learner.Learn(features, label);
    }

    private static double[] Answers(StreamLearner learner)
    {
        var p = new double[2];
        return [.. Rows(9, 20, .5).SelectMany(r =>
        {
            learner.Predict(r.Features, p);
            return p.ToArray();
        })];
    }

    private static IEnumerable<(double[] Features, int Label)> Rows(ulong seed, int count, double share)
    {
        var random = new RandomStream(seed, "rows");
        for (var i = 0; i < count; i++)
        {
            var label = random.NextDouble() < share ? 1 : 0;
            yield return ([random.NextNormal() + (1.5 * label), random.NextNormal()], label);
        }
    }
}
