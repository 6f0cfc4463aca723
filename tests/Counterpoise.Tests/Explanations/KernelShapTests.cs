using Counterpoise.Explanations;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Explanations;

public class KernelShapTests
{
    [Fact]
    public void Values_and_weights_equal_the_oracle()
    {
        var oracle = OracleJson.Read("selection_and_explanation.json");
        var shap = new KernelShap(Apply(x => (2 * x[0]) + (x[0] * x[1]) - x[2]), DenseMatrix.FromRows([0, 0, 0], [1, 1, 1]));
        var found = shap.Explain(DenseMatrix.FromRows([2, 3, 1]), new RandomStream(1));
        Assert.Equal(oracle.GetProperty("shap").Double("base"), found.Base[0], 1e-9);
        Near(oracle.GetProperty("shap").Doubles("phi"), found.Of(0, 0));
        Assert.Equal(oracle.GetProperty("shap").Double("fx"), found.Output(0, 0), 1e-9);
        foreach (var row in oracle.GetProperty("kernelshap_w_M4").EnumerateObject())
        {
            Assert.Equal(row.Value.GetDouble(), KernelShap.Weight(4, int.Parse(row.Name)), 1e-9);
        }
    }

    [Fact]
    public void All_coalitions_of_eight_columns_give_what_the_formula_gives()
    {
        var random = new RandomStream(7);
        var coefficients = Enumerable.Range(0, 64).Select(_ => random.NextNormal()).ToArray();
        double Model(double[] x) => Enumerable.Range(0, 64).Sum(k => coefficients[k] * x[k / 8] * Math.Tanh(x[k % 8]));
        var background = Rows(5, 8, random);
        var row = Rows(1, 8, random);
        var found = new KernelShap(Apply(Model), background, null, new() { Coalitions = 256 }).Explain(row, new RandomStream(1));
        Near(Formula(Model, background, row.Row(0).ToArray()), found.Of(0, 0));
    }

    [Fact]
    public void Drawn_coalitions_keep_the_sum_and_come_near_for_an_additive_model()
    {
        var random = new RandomStream(3);
        var (background, rows) = (Rows(20, 14, random), Rows(3, 14, random));
        double Model(double[] x) => x.Select((v, j) => (j + 1) * v).Sum();
        var found = new KernelShap(Apply(Model), background, null, new() { Coalitions = 200 }).Explain(rows, new RandomStream(1));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Model(rows.Row(i).ToArray()), found.Output(i, 0), 1e-9);
            for (var j = 0; j < 14; j++)
            {
                Assert.Equal((j + 1) * (rows[i, j] - background.Column(j).Average()), found.Of(i, 0)[j], 1e-6);
            }
        }
    }

    [Fact]
    public void Columns_of_one_name_move_together_and_one_column_takes_all()
    {
        var background = DenseMatrix.FromRows([1, 0, 0], [0, 1, 0]);
        var shap = new KernelShap(Apply(x => (3 * x[0]) + (5 * x[1]) + x[2]), background, ColumnGroups.Complete([0..2], 3));
        var found = shap.Explain(DenseMatrix.FromRows([0, 1, 2]), new RandomStream(1));
        Assert.Equal(2, found.Columns);
        Near([1, 2], found.Of(0, 0));
        var alone = new KernelShap(Apply(x => x[0] * x[0]), DenseMatrix.FromRows([0.0]))
            .Explain(DenseMatrix.FromRows([3.0]), new RandomStream(1));
        Near([9], alone.Of(0, 0));
    }

    [Fact]
    public void Importance_is_the_mean_size_and_groups_are_added_up()
    {
        var attribution = new Attribution([0, 0], [1, -2, 3, 4, -1, 2, -3, 0, 0, 0, 0, 0], 2, 3);
        Assert.Equal(2, attribution.ClassCount);
        Assert.Equal([4, -1, 2], attribution.Of(0, 1).ToArray());
        Assert.Equal((1 + 3) / 2.0, attribution.Importance()[0, 0]);
        Near([-1, 3], attribution.Summed([0..2, 2..3]).Of(0, 0));
        Assert.Throws<ArgumentException>(() => attribution.Summed([0..2]));
        Assert.Throws<ArgumentException>(() => attribution.Summed([1..3]));
    }

    [Fact]
    public void No_background_and_rows_of_another_width_are_refused()
    {
        Assert.Contains("0 background rows", Assert.Throws<ArgumentException>(() => new KernelShap(Apply(x => x[0]), new DenseMatrix(0, 2)))
            .Message);
        var shap = new KernelShap(Apply(x => x[0]), new DenseMatrix(1, 2));
        Assert.Contains("found 3 columns", Assert.Throws<ArgumentException>(() => shap.Explain(new DenseMatrix(1, 3), new RandomStream(1)))
            .Message);
    }

    private static Func<DenseMatrix, double[]> Apply(Func<double[], double> model) =>
        rows => [.. Enumerable.Range(0, rows.Rows).Select(i => model(rows.Row(i).ToArray()))];

    private static DenseMatrix Rows(int rows, int columns, RandomStream random) =>
        new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())]);

    /// <summary>Shapley's formula over all coalitions.</summary>
    private static double[] Formula(Func<double[], double> model, DenseMatrix background, double[] row)
    {
        var m = row.Length;
        double Value(int known) => Enumerable.Range(0, background.Rows)
            .Average(b => model([.. row.Select((v, j) => (known >> j & 1) == 1 ? v : background[b, j])]));
        double[] values = [.. Enumerable.Range(0, 1 << m).Select(Value)];
        double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (p, k) => p * k);
        return [.. Enumerable.Range(0, m).Select(j => Enumerable.Range(0, 1 << m).Where(s => (s >> j & 1) == 0).Sum(s =>
        {
            var size = int.PopCount(s);
            return Factorial(size) * Factorial(m - size - 1) / Factorial(m) * (values[s | (1 << j)] - values[s]);
        }))];
    }

    private static void Near(double[] expected, ReadOnlySpan<double> found) =>
        Assert.All(expected.Zip(found.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-7));
}
