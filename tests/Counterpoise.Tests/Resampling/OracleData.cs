using System.Text.Json;
using Counterpoise.Numerics;

namespace Counterpoise.Tests.Resampling;

/// <summary>Reads a data set of an oracle file.</summary>
internal static class OracleData
{
    internal static (DenseMatrix X, int[] Y) Read(JsonElement oracle, string name)
    {
        var data = oracle.GetProperty("data").GetProperty(name);
        var rows = data.GetProperty("x").EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())
            .ToArray();
        return (DenseMatrix.FromRows(rows), [.. data.GetProperty("y").EnumerateArray().Select(v => v.GetInt32())]);
    }
}
