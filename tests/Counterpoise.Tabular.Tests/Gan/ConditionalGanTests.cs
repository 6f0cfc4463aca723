using Counterpoise.Methods;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;
using Counterpoise.Tabular;
using Counterpoise.Tabular.Gan;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Tabular.Gan;

public class ConditionalGanTests
{
    private static readonly ConditionalGanOptions Fast = new() { Epochs = 80, BatchSize = 100, LearningRate = 2e-3, FewestRows = 50,
        LeastSpread = 0, MostCopies = 1 };

    [Fact]
    public void Made_rows_lie_where_their_class_does_and_within_the_columns_ranges()
    {
        var (x, y) = Blobs(600, 200);
        var result = new ConditionalGan(Fast).Resample(x, y, new RandomStream(1));
        int[] made = [.. Enumerable.Range(800, 400)], real = [.. Enumerable.Range(600, 200)];
        Assert.Equal(1200, result.Labels.Length);
        Assert.Equal(x.Data, result.Features.Data[..x.Data.Length]);
        Assert.All(made, i => Assert.Equal(1, result.Labels[i]));
        double Mean(int[] rows) => rows.Average(i => result.Features[i, 0]);
        Assert.InRange(Mean(made), Mean(real) - 1.2, Mean(real) + 1.2);
        Assert.All(made, i => Assert.InRange(result.Features[i, 1], x.Column(1).Min(), x.Column(1).Max()));
        Assert.Equal(real, result.Parents(made[0]));
        Assert.Contains("two-sample AUROC", Assert.Single(result.Notes).ToString());
    }

    [Fact]
    public void Equal_draws_give_equal_rows()
    {
        var (x, y) = Blobs(150, 60);
        var options = Fast with { Epochs = 2 };
        Assert.Equal(new ConditionalGan(options).Resample(x, y, new RandomStream(4)).Features.Data,
            new ConditionalGan(options).Resample(x, y, new RandomStream(4)).Features.Data);
    }

    [Fact]
    public void A_class_of_too_few_rows_gets_Smote_and_the_result_says_so()
    {
        var (x, y) = Blobs(100, 30);
        var result = new ConditionalGan(Fast).Resample(x, y, new RandomStream(1));
        Assert.Equal(100, result.Labels.Count(l => l == 1));
        Assert.Contains("class 1 has 30 rows, and the generator is asked for 50: SMOTE drew its rows",
            Assert.Single(result.Notes).ToString());
        Assert.All(Enumerable.Range(130, 70), i => Assert.Equal(2, result.Parents(i).Length));
        var one = new ConditionalGan(Fast).Resample(DenseMatrix.FromRows([1], [2], [3], [4]), [0, 0, 0, 1], new RandomStream(1));
        Assert.Equal([4.0, 4, 4], one.Features.Data[3..]);
    }

    [Fact]
    public void Guards_catch_copies_and_collapse()
    {
        var (x, y) = Blobs(200, 100);
        var real = x.SelectRows([.. Enumerable.Range(200, 100)]);
        var copies = GanGuards.Of(real, real, [], new RandomStream(1));
        Assert.Equal(1, copies.Copies);
        Assert.Contains("equal real ones", copies.Fault(new()));
        var center = real.Row(0).ToArray();
        var collapsed = new DenseMatrix(100, 3, [.. Enumerable.Range(0, 300).Select(i => center[i % 3] + (1e-3 * (i / 3)))]);
        var found = GanGuards.Of(real, collapsed, [], new RandomStream(1));
        Assert.Contains("collapsed", found.Fault(new() { MostCopies = 1 }));
        var fresh = Blobs(10, 300).X.SelectRows([.. Enumerable.Range(10, 100)]);
        var good = GanGuards.Of(real, fresh, [], new RandomStream(1));
        Assert.Null(good.Fault(new()));
        Assert.InRange(good.Auroc, .3, .7);
        Assert.Equal(200, y.Count(l => l == 0));
    }

    [Fact]
    public void A_collapsed_generator_is_replaced_by_Smote()
    {
        var (x, y) = Blobs(120, 60);
        var result = new ConditionalGan(Fast with { Epochs = 1, LeastSpread = 50 }).Resample(x, y, new RandomStream(1));
        Assert.Contains("collapsed", Assert.Single(result.Notes).ToString());
        Assert.All(Enumerable.Range(180, 60), i => Assert.InRange(result.Parents(i).Length, 1, 2));
    }

    [Fact]
    public void Categories_of_a_table_stay_categories()
    {
        var table = new Table([
            CategoricalColumn.FromValues("c", [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "x" : i % 3 == 1 ? "y" : "z")]),
            new NumericColumn("grade", [.. Enumerable.Range(0, 300).Select(i => (double)(i % 4))]),
        ]).With(new Labels("y", ["a", "b"], [.. Enumerable.Range(0, 300).Select(i => i < 60 ? 1 : 0)]));
        var rows = new ConditionalGan(Fast with { Epochs = 3 }).Resample(table, new RandomStream(1)).Table;
        Assert.Equal(480, rows.RowCount);
        Assert.All(((NumericColumn)rows["grade"]).Values.ToArray(), v => Assert.Contains(v, new[] { 0.0, 1, 2, 3 }));
        Assert.Equal(3, ((CategoricalColumn)rows["c"]).Categories.Count);
    }

    [Fact]
    public void Codes_come_back_as_the_rows_that_they_were_made_of()
    {
        var rows = DenseMatrix.FromRows([0, 1.5, 7], [2, 2.5, 7], [1, 9.25, 7], [2, -4, 7]);
        var codec = RowCodec.Fit(rows, [0]);
        Assert.Equal([3, 1, 1], codec.Widths);
        var (codes, back) = (codec.Encode(rows), new double[3]);
        for (var i = 0; i < 4; i++)
        {
            codec.Decode(codes.AsSpan(i * 5, 5), back);
            Assert.Equal(rows.Row(i).ToArray(), back);
        }
    }

    [Fact]
    public void The_generators_categories_sum_to_one_and_gradients_agree_with_differences()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new RowGenerator(new() { Noise = 2, Units = 4 }, 2, [(1, false), (1, false), (3, true), (1, false)])
            .Initialize(1);
        generator.to(ScalarType.Float64);
        var input = torch.tensor(Enumerable.Range(0, 12).Select(i => Math.Sin(i + 1.0)).ToArray(), 3, 4);
        var uniform = torch.tensor(Enumerable.Range(0, 18).Select(i => (i + 1) / 20.0).ToArray(), 3, 6);
        var rows = generator.forward(input, uniform);
        Assert.Equal([3L, 6], rows.shape);
        Assert.All(rows.narrow(1, 2, 3).sum(1).ToArray<double>(), s => Assert.Equal(1, s, 1e-12));
        GradientCheck.Check(inputs => generator.forward(inputs[0], uniform), input);
    }

    [Fact]
    public void Its_name_is_a_word_of_methods_once_it_is_registered()
    {
        TabularMethods.Register();
        TabularMethods.Register();
        Assert.Equal("ctgan", MethodName.Parse("ctgan/wce/threshold").Data);
        var options = (ConditionalGanOptions)DataMethods.Find("ctgan")!.Schema()
            .Bind("ctgan", new Dictionary<string, string> { ["epochs"] = "7", ["strategy"] = "0.5" }).Value;
        Assert.Equal(7, options.Epochs);
        Assert.Throws<ArgumentException>(() => DataMethods.Register(TabularMethods.Gan with { Label = "another" }));
    }

    [Fact]
    public void Options_out_of_range_are_all_named() =>
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new ConditionalGanOptions { Epochs = 0, RealLabel = .5, FewestRows = 1 }.Validate()).Faults.Count);

    private static (DenseMatrix X, int[] Y) Blobs(int common, int rare)
    {
        var random = new RandomStream((ulong)(common + rare));
        var (x, y) = (new DenseMatrix(common + rare, 3), new int[common + rare]);
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = i < common ? 0 : 1;
            for (var j = 0; j < 3; j++)
            {
                x[i, j] = random.NextNormal() + (y[i] == 1 && j == 0 ? 4 : 0);
            }
        }

        return (x, y);
    }
}
