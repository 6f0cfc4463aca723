using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;
using Counterpoise.TableModels;

namespace Counterpoise.Tests.TableModels;

/// <summary>What every saved classifier keeps; classifiers are found by reflection.</summary>
public sealed class ClassifierCodecContract : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Classifiers =>
        [.. typeof(IClassifier).Assembly.GetTypes().Where(t => typeof(IClassifier).IsAssignableFrom(t) && t.IsClass)
            .Select(t => t.FullName!)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_fitted_classifier_has_a_codec_of_its_own()
    {
        var fitted = typeof(IFittedClassifier).Assembly.GetTypes().Where(t => typeof(IFittedClassifier).IsAssignableFrom(t) && t.IsClass);
        Assert.Equal(fitted.Select(t => t.FullName).Order(), StandardCodecs.All.Kinds.Select(c => c.Fitted.FullName).Order());
        Assert.All(StandardCodecs.All.Kinds, c => Assert.Matches("^[a-z_]+$", c.Kind));
        Assert.Equal(StandardCodecs.All.Kinds.Count, StandardCodecs.All.Kinds.Select(c => c.Kind).Distinct().Count());
        Assert.Throws<ArgumentException>(() => StandardCodecs.All.With(StandardCodecs.All.Kinds[0]));
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void A_loaded_classifier_predicts_the_same_to_the_last_bit_and_equal_classifiers_give_equal_files(string type)
    {
        var classes = type == typeof(ThresholdTuned).FullName ? 2 : 3;
        var (x, y) = Blobs(classes);
        var fitted = Make(type, classes).Fit(x, y, classes, default, new RandomStream(1));
        var (one, two) = (_folder.File("one.cpm"), _folder.File("two.cpm"));
        PartFile.Write(one, part => StandardCodecs.All.Write(part, "classifier", fitted));
        var loaded = PartFile.Read(one, part => StandardCodecs.All.Read(part, "classifier"));
        Assert.Equal(fitted.GetType(), loaded.GetType());
        var (fresh, _) = Blobs(classes, seed: 9);
        Assert.Equal(fitted.PredictProbabilities(fresh), loaded.PredictProbabilities(fresh));
        PartFile.Write(two, part => StandardCodecs.All.Write(part, "classifier", loaded));
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void A_file_that_lies_is_refused_or_predicts_and_nothing_else(string type)
    {
        var (x, y) = Blobs(2, rows: 30);
        var fitted = Make(type, 2).Fit(x, y, 2, default, new RandomStream(1));
        var path = _folder.File("model.cpm");
        PartFile.Write(path, part => StandardCodecs.All.Write(part, "classifier", fitted));
        var refused = 0;
        // A forest has a thousand values that are alike: some of them stand for all.
        foreach (var hostile in HostileFile.Mutations(File.ReadAllBytes(path)).Take(300))
        {
            File.WriteAllBytes(path, hostile);
            try
            {
                var loaded = PartFile.Read(path, part => StandardCodecs.All.Read(part, "classifier"));
                loaded.PredictProbabilities(new DenseMatrix(1, 2));
            }
            catch (InvalidDataException fault)
            {
                Assert.Contains(path, fault.Message);
                refused++;
            }
            catch (ArgumentException)
            {
                // The classifier is one of other columns, which is found when it is asked.
            }
        }

        Assert.InRange(refused, 10, int.MaxValue);
    }

    private static IClassifier Make(string type, int classes)
    {
        var constructor = typeof(IClassifier).Assembly.GetType(type)!.GetConstructors()[0];
        return (IClassifier)constructor.Invoke([.. constructor.GetParameters()
            .Select(p => p.ParameterType == typeof(IClassifier) ? new LogisticRegression()
                : p.ParameterType == typeof(IReadOnlyList<double>) ? Enumerable.Repeat(1.0, classes).ToArray() : p.DefaultValue)]);
    }

    private static (DenseMatrix X, int[] Y) Blobs(int classes, int rows = 60, ulong seed = 8)
    {
        var random = new RandomStream(seed);
        var y = Enumerable.Range(0, rows).Select(i => i % classes).ToArray();
        var x = new DenseMatrix(rows, 2);
        for (var i = 0; i < rows; i++) (x[i, 0], x[i, 1]) = (random.NextNormal() + y[i], random.NextNormal() - y[i]);
        return (x, y);
    }
}
