using System.Text.Json;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Tests.Splits;

/// <summary>scikit-learn 1.2.1; the folds are made by oracles/splits.py.</summary>
public class SplitOracleTests
{
    private static readonly JsonElement O = OracleJson.Read("splits.json");
    private static readonly int[] Labels = O.Ints("labels");

    [Fact]
    public void Stratified_folds_equal_scikit_learn_without_and_with_shuffling()
    {
        Equal(O.GetProperty("plain"), StratifiedKFold.Of(Labels, 4, null));
        foreach (var o in O.GetProperty("shuffled").EnumerateArray())
            Equal(o.GetProperty("folds"), StratifiedKFold.Of(Labels, 5, new NumPyRandomState(o.GetProperty("seed").GetUInt32())));
    }

    [Fact]
    public void Stratified_group_folds_equal_scikit_learn() =>
        Equal(O.GetProperty("stratified_group"), StratifiedGroupKFold.Of(Labels, O.Ints("groups"), 4, null));

    [Fact]
    public void Group_folds_equal_scikit_learn() => Equal(O.GetProperty("group"),
        GroupKFold.Of(new int[O.Ints("sizes").Length], O.Ints("sizes"), 3));

    [Fact]
    public void Time_folds_equal_scikit_learn()
    {
        var times = Enumerable.Range(0, Labels.Length).Select(i => (double)i).ToArray();
        Equal(O.GetProperty("time"), TimeSplit.Folds(Labels, times, 5));
        Equal(O.GetProperty("time_gap"), TimeSplit.Folds(Labels, times, 4, gap: 3));
    }

    private static void Equal(JsonElement expected, IReadOnlyList<Split> found)
    {
        Assert.Equal(expected.GetArrayLength(), found.Count);
        for (var f = 0; f < found.Count; f++)
        {
            Assert.Equal(expected[f].Ints("test"), found[f].Test);
            Assert.Equal(expected[f].Ints("train"), found[f].Train);
        }
    }
}
