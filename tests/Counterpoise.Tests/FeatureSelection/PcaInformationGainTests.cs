using Counterpoise.FeatureSelection;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.FeatureSelection;

public class PcaInformationGainTests
{
    private static readonly int[] Y = [0, 0, 0, 0, 1, 1, 1, 2], A = [0, 0, 0, 1, 1, 1, 1, 2], B = [0, 1, 0, 1, 0, 1, 0, 1];

    [Fact]
    public void Entropies_and_gains_equal_the_oracle()
    {
        var oracle = OracleJson.Read("selection_and_explanation.json");
        Assert.Equal(oracle.Double("H_y"), PcaInformationGain.Entropy(Y), 1e-9);
        Assert.Equal(oracle.Double("IG_a"), PcaInformationGain.InformationGain(Y, A), 1e-9);
        Assert.Equal(oracle.Double("IG_b"), PcaInformationGain.InformationGain(Y, B), 1e-9);
        Assert.Equal(oracle.Double("GR_a"), PcaInformationGain.InformationGain(Y, A) / PcaInformationGain.Entropy(A), 1e-9);
    }

    [Fact]
    public void Component_weights_equal_the_oracle()
    {
        var oracle = OracleJson.Read("selection_and_explanation.json");
        var (ratios, count, weights) = PcaInformationGain.Components(
            DenseMatrix.FromRows([1, 2, 0], [2, 4.1, 1], [3, 5.9, 0], [4, 8.2, 1], [5, 9.9, 0]), .95);
        Assert.Equal((int)oracle.Double("pca_K95"), count);
        Assert.All(oracle.Doubles("pca_ratio").Zip(ratios), p => Assert.Equal(p.First, p.Second, 1e-9));
        Assert.All(oracle.Doubles("pca_importance").Zip(weights), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void A_column_that_tells_the_class_comes_first_and_a_constant_has_no_gain()
    {
        var scores = PcaInformationGain.Rank(Mixed().Without("id"), new() { FewestColumns = 1, GainWeight = 1, ScoreShare = .5 });
        Assert.Equal(1, scores[0].Score);
        Assert.True(scores[0].IsKept);
        Assert.Equal((0, 0, 0), (scores[2].InformationGain, scores[2].GainRatio, scores[2].ComponentWeight));
        Assert.False(scores[2].IsKept);
        Assert.Equal(["tells"], PcaInformationGain.Select(Mixed().Without("id"), scores).Columns.Select(c => c.Name));
    }

    [Fact]
    public void A_number_of_the_row_is_named_although_its_gain_is_the_largest()
    {
        var scores = PcaInformationGain.Rank(Mixed());
        Assert.True(scores[3].MayNameRows);
        Assert.Equal(scores.Max(s => s.InformationGain), scores[3].InformationGain);
        Assert.True(scores[3].GainRatio < scores[0].GainRatio);
        Assert.DoesNotContain(scores, s => s.Column < 3 && s.MayNameRows);
    }

    [Fact]
    public void Equal_scores_keep_all_columns()
    {
        int[] y = [0, 1, 0, 1];
        var table = Table.FromMatrix(DenseMatrix.FromRows([0, 0], [1, 1], [0, 0], [1, 1])).With(new Labels("y", ["a", "b"], y));
        Assert.All(PcaInformationGain.Rank(table, new() { FewestColumns = 1 }), s => Assert.True(s.IsKept));
    }

    [Fact]
    public void Missing_values_and_options_out_of_range_are_refused_by_name()
    {
        var table = Table.FromMatrix(DenseMatrix.FromRows([0, double.NaN], [1, 1])).With(new Labels("y", ["a", "b"], [0, 1]));
        Assert.Contains("1 missing", Assert.Throws<ArgumentException>(() => PcaInformationGain.Rank(table)).Message);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new PcaInformationGainOptions { Bins = 1, GainWeight = 2 }.Validate())
            .Faults.Count);
    }

    private static Table Mixed()
    {
        var random = new RandomStream(1);
        int[] y = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 1 : 0)];
        return new Table([
            CategoricalColumn.FromValues("tells", [.. y.Select(c => c == 1 ? "yes" : "no")]),
            new NumericColumn("noise", [.. y.Select(_ => random.NextNormal())]),
            new NumericColumn("constant", [.. y.Select(_ => 7.0)]),
            CategoricalColumn.FromValues("id", [.. y.Select((_, i) => $"row{i}")]),
        ]).With(new Labels("y", ["a", "b"], y));
    }
}
