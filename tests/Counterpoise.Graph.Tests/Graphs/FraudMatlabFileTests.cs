using System.Text;
using Counterpoise.Data;
using Counterpoise.Graph.Graphs;

namespace Counterpoise.Tests.Graph.Graphs;

public class FraudMatlabFileTests
{
    [Fact]
    public void The_layout_of_yelpchi_is_read_relation_by_relation()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("yelp.mat"), Sparse("net_rur", 3, 3, [0, 1, 2, 2], [1, 0], [1, 1]),
            Sparse("net_rtr", 3, 3, [0, 0, 1, 2], [2, 1], [1, 1]),
            Sparse("features", 3, 2, [0, 2, 3], [0, 2, 1], [0.5, 1.5, 2.5]), Dense("label", 1, 3, [0, 1, 0]));
        var graph = FraudMatlabFile.Read(folder.File("yelp.mat"));
        Assert.Equal(["net_rtr", "net_rur"], graph.Relations.Select(r => r.Name));
        Assert.Equal([(2, 1), (1, 2)], graph.Relations[0].Sources.Zip(graph.Relations[0].Targets));
        Assert.Equal([(1, 0), (0, 1)], graph.Relations[1].Sources.Zip(graph.Relations[1].Targets));
        Assert.Equal([0.5, 0, 0, 2.5, 1.5, 0], graph.Features.Data);
        Assert.Equal([2, 1], graph.RequireLabels().ClassCounts());
    }

    [Fact]
    public void What_is_missing_or_damaged_is_named()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.mat"), Sparse("net_rur", 3, 3, [0, 0, 0, 0], [], []), Sparse("features", 3, 1, [0, 0], [], []));
        Assert.Contains("label", Assert.Throws<TableFormatException>(() => FraudMatlabFile.Read(folder.File("a.mat"))).Message);
        Write(folder.File("b.mat"), Sparse("net_rur", 2, 2, [0, 0, 0], [], []), Dense("label", 1, 3, [0, 1, 0]));
        Assert.Contains("2 x 2", Assert.Throws<TableFormatException>(() => FraudMatlabFile.Read(folder.File("b.mat"))).Message);
        Write(folder.File("c.mat"), Sparse("net_rur", 3, 3, [0, 1, 1, 1], [7], [1]), Dense("label", 1, 3, [0, 1, 0]));
        Assert.Contains("row 7 of 3", Assert.Throws<TableFormatException>(() => FraudMatlabFile.Read(folder.File("c.mat"))).Message);
        Write(folder.File("d.mat"), Sparse("net_rur", 3, 3, [0, 900, 900, 900], [1], [1]), Dense("label", 1, 3, [0, 1, 0]));
        Assert.Throws<TableFormatException>(() => FraudMatlabFile.Read(folder.File("d.mat")));
    }

    private static void Write(string path, params byte[][] matrices)
    {
        var header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file").CopyTo(header, 0);
        (header[125], header[126], header[127]) = (1, (byte)'I', (byte)'M');
        File.WriteAllBytes(path, [.. header, .. matrices.SelectMany(m => m)]);
    }

    private static byte[] Sparse(string name, int rows, int columns, int[] offsets, int[] index, double[] values) => Element(14,
        [.. Head(5, name, rows, columns), .. Element(5, Ints(index)), .. Element(5, Ints(offsets)),
            .. Element(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    private static byte[] Dense(string name, int rows, int columns, double[] values) =>
        Element(14, [.. Head(6, name, rows, columns), .. Element(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    private static byte[] Head(int kind, string name, int rows, int columns) =>
        [.. Element(6, Ints([kind, 0])), .. Element(5, Ints([rows, columns])), .. Element(1, Encoding.ASCII.GetBytes(name))];

    private static byte[] Element(int type, byte[] data) =>
        [.. Ints([type, data.Length]), .. data, .. new byte[(8 - (data.Length % 8)) % 8]];

    private static byte[] Ints(int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
