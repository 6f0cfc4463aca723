using System.Text.Json;
using Counterpoise.Classifiers;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

/// <summary>Every case of oracles/imblearn_clean.py: count, labels, first and last rows, and the sum of all values.</summary>
public class CleaningOracleTests
{
    private static readonly JsonElement Data = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("imblearn_over.json"))).RootElement;
    private static readonly JsonElement Oracle = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("imblearn_clean.json"))).RootElement;

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        var cases = Oracle.GetProperty("cases");
        for (var i = 0; i < cases.GetArrayLength(); i++)
        {
            var one = cases[i];
            if (Make(one) is not null)
            {
                data.Add(i, $"{one.GetProperty("method")} {one.GetProperty("parameters")} {one.GetProperty("data")} "
                    + $"{one.GetProperty("seed")}");
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Rows_equal_those_that_imbalanced_learn_leaves(int number, string name)
    {
        var one = Oracle.GetProperty("cases")[number];
        var (x, y) = OracleData.Read(Data, one.GetProperty("data").GetString()!);
        var seed = one.GetProperty("seed");
        var result = Make(one)!.Resample(x, y, new NumPyRandomState(seed.ValueKind == JsonValueKind.Null ? 0 : seed.GetUInt32()));

        Assert.True(one.GetProperty("count").GetInt32() == result.Features.Rows,
            $"{name}: {one.GetProperty("count")} expected, {result.Features.Rows} found");
        var rows = one.GetProperty("rows");
        for (var i = 0; i < rows.GetArrayLength(); i++)
        {
            var row = rows[i].GetInt32();
            Assert.Equal(one.GetProperty("labels")[i].GetInt32(), result.Labels[row]);
            for (var c = 0; c < x.Columns; c++)
            {
                Assert.Equal(one.GetProperty("values")[i][c].GetDouble(), result.Features[row, c], 1e-9);
            }
        }

        Assert.Equal(one.GetProperty("sum").GetDouble(), result.Features.Data.Sum(), 1e-7);
    }

    private static IResampler? Make(JsonElement one)
    {
        var p = one.GetProperty("parameters");
        var mode = p.TryGetProperty("kind_sel", out var kind) && kind.GetString() == "mode" ? Agreement.Mode : Agreement.All;
        int Or(string name, int other) => p.TryGetProperty(name, out var value) ? value.GetInt32() : other;
        var strategy = p.TryGetProperty("sampling_strategy", out _) ? SamplingStrategy.All : SamplingStrategy.Auto;
        return one.GetProperty("method").GetString() switch
        {
            "TomekLinks" => new TomekLinks(new() { Strategy = strategy }),
            "EditedNearestNeighbours" => new EditedNearestNeighbours(
                new() { Strategy = strategy, K = Or("n_neighbors", 3), Agreement = mode }),
            "RepeatedEditedNearestNeighbours" => new RepeatedEditedNearestNeighbours(new() { Agreement = mode }),
            "AllKNN" => new AllKnn(new() { K = Or("n_neighbors", 3), Agreement = mode,
                AllowMinority = p.TryGetProperty("allow_minority", out _) }),
            "NeighbourhoodCleaningRule" => new NeighbourhoodCleaningRule(new() { K = Or("n_neighbors", 3), Agreement = mode }),
            "NearMiss" => new NearMiss(new() { Version = (NearMissVersion)Or("version", 1) }),
            "RandomUnderSampler" => new RandomUnderSampler(new() { Replacement = p.TryGetProperty("replacement", out _) }),
            "CondensedNearestNeighbour" => new CondensedNearestNeighbour(new() { K = Or("n_neighbors", 1), Seeds = Or("n_seeds_S", 1) }),
            "OneSidedSelection" => new OneSidedSelection(new() { K = Or("n_neighbors", 1), Seeds = Or("n_seeds_S", 1) }),
            "ClusterCentroids" => new ClusterCentroids(new() { Voting = p.TryGetProperty("voting", out _) ? Voting.Hard : Voting.Soft }),
            "InstanceHardnessThreshold" => new InstanceHardnessThreshold(
                new() { Classifier = new KNearestNeighbors(new() { K = Or("neighbors", 5) }) }),
            "SMOTEENN" => new SmoteEnn(),
            "SMOTETomek" => new SmoteTomek(),
            _ => null,
        };
    }
}
