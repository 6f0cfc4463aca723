using System.Text.Json;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

/// <summary>Every case of oracles/imblearn_over.py: count, labels, first and last rows, and the sum of all values.</summary>
public class OverSamplingOracleTests
{
    private static readonly JsonElement Oracle = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("imblearn_over.json"))).RootElement;

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        var cases = Oracle.GetProperty("cases");
        for (var i = 0; i < cases.GetArrayLength(); i++)
        {
            var one = cases[i];
            if (!one.TryGetProperty("error", out _) && Make(one) is not null)
            {
                data.Add(i, $"{one.GetProperty("method")} {one.GetProperty("parameters")} {one.GetProperty("data")} "
                    + $"{one.GetProperty("seed")} {one.GetProperty("instance")}");
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Added_rows_equal_those_of_imbalanced_learn(int number, string name)
    {
        var one = Oracle.GetProperty("cases")[number];
        var (x, y) = OracleData.Read(Oracle, one.GetProperty("data").GetString()!);
        var rng = new NumPyRandomState(one.GetProperty("seed").GetUInt32())
        {
            Seeding = one.GetProperty("instance").GetBoolean() ? NumPySeeding.Instance : NumPySeeding.Integer,
        };
        var result = Make(one)!.Resample(x, y, rng);

        Assert.Equal(x.Data, result.Features.Data[..x.Data.Length]);
        Assert.True(one.GetProperty("count").GetInt32() == result.Features.Rows - x.Rows, name);
        var rows = one.GetProperty("rows");
        for (var i = 0; i < rows.GetArrayLength(); i++)
        {
            var row = x.Rows + rows[i].GetInt32();
            Assert.Equal(one.GetProperty("labels")[i].GetInt32(), result.Labels[row]);
            for (var c = 0; c < x.Columns; c++)
            {
                Assert.Equal(one.GetProperty("values")[i][c].GetDouble(), result.Features[row, c], 1e-9);
            }
        }

        Assert.Equal(one.GetProperty("sum").GetDouble(), result.Features.Data[x.Data.Length..].Sum(), 1e-7);
    }

    private static IResampler? Make(JsonElement one)
    {
        var p = one.GetProperty("parameters");
        var k = p.TryGetProperty("k_neighbors", out var given) ? given.GetInt32() : 5;
        var strategy = !p.TryGetProperty("sampling_strategy", out var s) ? SamplingStrategy.Auto
            : s.ValueKind == JsonValueKind.Number ? SamplingStrategy.Ratio(s.GetDouble())
            : s.GetString() == "all" ? SamplingStrategy.All : SamplingStrategy.NotMajority;
        int[] Categorical() => [.. p.GetProperty("categorical_features").EnumerateArray().Select(v => v.GetInt32())];
        return one.GetProperty("method").GetString() switch
        {
            "RandomOverSampler" => new RandomOverSampler(new() { Shrinkage = p.TryGetProperty("shrinkage", out var v) ? v.GetDouble()
                : null }),
            "SMOTE" => new Smote(new() { K = k, Strategy = strategy }),
            "BorderlineSMOTE" => new BorderlineSmote(new() { Kind = p.GetProperty("kind").GetString() == "borderline-1"
                ? BorderlineKind.Borderline1 : BorderlineKind.Borderline2 }),
            "ADASYN" => new Adasyn(),
            "SMOTENC" => new SmoteNc(new() { CategoricalColumns = Categorical(), K = k }),
            "SMOTEN" => new SmoteN(new() { K = k }),
            "KMeansSMOTE" => new KMeansSmote(new() { Clusters = p.GetProperty("kmeans_estimator").GetInt32(),
                BalanceThreshold = p.GetProperty("cluster_balance_threshold").GetDouble() }),
            "SVMSMOTE" => new SvmSmote(),
            _ => null,
        };
    }
}
