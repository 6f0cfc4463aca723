using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

/// <summary>What every resampler keeps to, whatever it does.</summary>
public class ResamplerContract
{
    public static TheoryData<string> Resamplers => [.. ResamplerCase.All.Select(t => t.Name)];

    [Fact]
    public void All_resamplers_are_found() => Assert.True(ResamplerCase.All.Length >= 27, $"{ResamplerCase.All.Length} found");

    [Theory, MemberData(nameof(Resamplers))]
    public void Input_stays_as_it_is_and_originals_come_first(string name)
    {
        var (x, y) = Data();
        var (data, labels) = ((double[])x.Data.Clone(), (int[])y.Clone());
        var resampler = Make(name);
        var result = resampler.Resample(x, y, Rng());
        Assert.Equal(data, x.Data);
        Assert.Equal(labels, y);
        Assert.All(result.Features.Data, v => Assert.True(double.IsFinite(v)));
        if (resampler.Kind == ResamplingKind.Over)
        {
            Assert.Equal(data, result.Features.Data[..data.Length]);
            Assert.Equal(labels, result.Labels[..labels.Length]);
            Assert.Equal(Enumerable.Range(0, y.Length), result.SelectedRows);
        }
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Counts_hit_the_target_or_the_notes_say_why_not(string name)
    {
        var (x, y) = Data();
        var resampler = Make(name);
        var result = resampler.Resample(x, y, Rng());
        Assert.Equal([0, 1, 2], result.Labels.Distinct().Order());
        int[] expected = resampler.Kind switch
        {
            ResamplingKind.Over => [100, 100, 100],
            ResamplingKind.Under => [20, 20, 20],
            _ => [],
        };
        for (var label = 0; label < expected.Length; label++)
        {
            Assert.True(result.Labels.Count(l => l == label) == expected[label]
                || result.Notes.Any(note => note.ToString().Contains($"class {label}", StringComparison.Ordinal)),
                $"class {label}: {result.Labels.Count(l => l == label)}");
        }

        if (resampler.Kind == ResamplingKind.Clean)
        {
            Assert.InRange(result.Features.Rows, 20, x.Rows);
            Assert.Equal(result.Features.Rows, result.SelectedRows.Length);
        }
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Every_row_tells_where_it_comes_from(string name)
    {
        var (x, y) = Data();
        var result = Make(name).Resample(x, y, Rng());
        var originals = new HashSet<int>();
        for (var i = 0; i < result.Features.Rows; i++)
        {
            var source = result.Provenance[i];
            Assert.Equal(y[source.Seed], result.Labels[i]);
            Assert.All(result.Parents(i), parent => Assert.InRange(parent, 0, x.Rows - 1));
            Assert.Contains(source.Seed, result.Parents(i));
            if (source.Kind != RowKind.Synthetic)
            {
                Assert.Equal(x.Row(source.Seed).ToArray(), result.Features.Row(i).ToArray());
                Assert.Equal([source.Seed], result.Parents(i));
            }

            Assert.True(source.Kind != RowKind.Original || originals.Add(source.Seed));
        }
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Equal_draws_give_equal_rows_for_any_number_of_threads(string name)
    {
        var (x, y) = Data();
        var one = ResamplerCase.WithThreads(Type(name), 1).Resample(x, y, Rng());
        var again = ResamplerCase.WithThreads(Type(name), 1).Resample(x, y, Rng());
        var four = ResamplerCase.WithThreads(Type(name), 4).Resample(x, y, Rng());
        Assert.Equal(one.Features.Data, again.Features.Data);
        Assert.Equal(one.Features.Data, four.Features.Data);
        Assert.Equal(one.Labels, four.Labels);
        Assert.Equal(one.Provenance, four.Provenance);
    }

    [Fact]
    public void Rows_that_threads_write_in_ranges_are_those_that_one_thread_writes()
    {
        var labels = Enumerable.Range(0, 20_000).Select(i => i % 20 == 0 ? 1 : 0).ToArray();
        var features = new DenseMatrix(labels.Length, 31, new NumPyRandomState(5).StandardNormal(labels.Length * 31));

        ResampleResult By(int threads) => new Smote(new() { Neighbors = new() { Threads = threads } }).Resample(features, labels, Rng());
        var (one, three) = (By(1), By(3));

        Assert.Equal(one.Features.Data, three.Features.Data);
        Assert.Equal(one.Provenance, three.Provenance);
        Assert.Equal(features.Data, three.Features.Data[..features.Data.Length]);
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Another_order_of_the_rows_changes_no_target(string name)
    {
        var (x, y) = Data();
        var order = Enumerable.Range(0, y.Length).ToArray();
        new RandomStream(9).Shuffle(order.AsSpan());
        var resampler = Make(name);
        var straight = resampler.Resample(x, y, Rng());
        var shuffled = resampler.Resample(x.SelectRows(order), Array.ConvertAll(order, i => y[i]), Rng());
        if (resampler.Kind is ResamplingKind.Over or ResamplingKind.Under && straight.Notes.Count + shuffled.Notes.Count == 0)
        {
            Assert.Equal(straight.Labels.Order(), shuffled.Labels.Order());
        }

        if (resampler is TomekLinks or EditedNearestNeighbours or RepeatedEditedNearestNeighbours or AllKnn or NeighbourhoodCleaningRule
            or NearMiss)
        {
            Assert.Equal(straight.SelectedRows.Order(), shuffled.SelectedRows.Select(row => order[row]).Order());
        }
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Balanced_data_stay_unchanged(string name)
    {
        var (x, y) = Data();
        int[] rows = [.. Enumerable.Range(0, 3).SelectMany(label => Enumerable.Range(0, y.Length).Where(i => y[i] == label).Take(20))];
        var (balanced, labels) = (x.SelectRows(rows), Array.ConvertAll(rows, i => y[i]));
        var resampler = Make(name);
        var result = resampler.Resample(balanced, labels, Rng());
        if (resampler.Kind == ResamplingKind.Over)
        {
            Assert.Equal(balanced.Data, result.Features.Data);
            Assert.Equal(labels, result.Labels);
        }
        else if (resampler.Kind == ResamplingKind.Under)
        {
            Assert.Equal(Enumerable.Range(0, 60), result.SelectedRows.Order());
        }
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void A_constant_column_stays_constant(string name)
    {
        var (x, y) = Data();
        for (var i = 0; i < x.Rows; i++)
        {
            x[i, 1] = 4.5;
        }

        var column = Make(name).Resample(x, y, Rng()).Features.Column(1);
        if (name is nameof(GeometricSmote) or nameof(GeometricSmoteNc))
        {
            // It draws from a ball, which leaves the plane that the rows lie in.
            Assert.All(column, v => Assert.InRange(v, -20, 20));
            return;
        }

        Assert.All(column, v => Assert.Equal(4.5, v, 1e-9));
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void A_missing_value_is_named_or_taken(string name)
    {
        var (x, y) = Data();
        x[7, 1] = double.NaN;
        if (name is nameof(RandomOverSampler) or nameof(RandomUnderSampler))
        {
            Make(name).Resample(x, y, Rng());
            return;
        }

        Assert.Contains("row 7, column 1 is NaN", Assert.Throws<DataMismatchException>(() => Make(name).Resample(x, y, Rng())).Message);
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Impossible_input_says_what_was_found(string name)
    {
        var (x, y) = Data();
        Assert.Contains("all 160 rows are of class 3", Assert.Throws<DataMismatchException>(() =>
            Make(name).Resample(x, [.. y.Select(_ => 3)], Rng())).Message);
        Assert.Contains("160 rows and 5 labels", Assert.Throws<ArgumentException>(() => Make(name).Resample(x, y[..5], Rng())).Message);
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => Make(name).Resample(new DenseMatrix(0, 4), [], Rng())).Message);
        Assert.Throws<ArgumentNullException>(() => Make(name).Resample(null!, y, Rng()));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Make(name).Resample(x, y, Rng(), source.Token));
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void Too_many_neighbours_are_refused_with_class_and_count(string name)
    {
        if (!ResamplerCase.HasK(Type(name)) || name == nameof(QcSmote))
        {
            return;
        }

        var (x, y) = Data();
        Assert.Throws<InvalidOptionsException>(() => ResamplerCase.Make(Type(name), options => ResamplerCase.Set(options, "K", 0)));
        var fault = Assert.ThrowsAny<ArgumentException>(() =>
            ResamplerCase.Make(Type(name), options => ResamplerCase.Set(options, "K", 1000)).Resample(x, y, Rng()));
        Assert.Contains("1000", fault.Message);
        Assert.Matches("lower|higher k|use SMOTE", fault.Message);
    }

    [Theory, MemberData(nameof(Resamplers))]
    public void A_class_of_one_row_is_served_or_refused_in_words(string name)
    {
        var (x, y) = Data();
        var lone = y.Select((label, i) => label == 2 && i != Array.IndexOf(y, 2) ? 0 : label).ToArray();
        try
        {
            var result = Make(name).Resample(x, lone, Rng());
            Assert.Contains(1, result.Labels);
        }
        catch (ArgumentException e)
        {
            Assert.Contains("class 2", e.Message);
        }
    }

    private static Type Type(string name) => ResamplerCase.All.Single(t => t.Name == name);

    private static IResampler Make(string name) => ResamplerCase.Make(Type(name));

    private static RandomStream Rng() => new(11, "contract");

    /// <summary>100, 40 and 20 rows of three overlapping clouds; the last column holds one of three codes.</summary>
    private static (DenseMatrix X, int[] Y) Data()
    {
        var random = new RandomStream(4, "contract data");
        var x = new DenseMatrix(160, 4);
        var y = Enumerable.Range(0, 160).Select(i => i % 8 == 0 ? 2 : i % 4 == 1 ? 1 : 0).ToArray();
        for (var i = 0; i < y.Length; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                x[i, c] = random.NextNormal() + (0.9 * y[i]);
            }

            x[i, 3] = random.NextInteger(3);
        }

        return (x, y);
    }
}
