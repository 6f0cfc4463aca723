using Counterpoise.Data;
using Counterpoise.Graph.Graphs;
using Counterpoise.Options;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Graph.Graphs;

public class GraphFileTests
{
    private const string Nodes = "id,when,size,kind,label\na,1,0.5,x,0\nb,2,1.5,y,1\nc,3,2.5,x,0\n";

    [Fact]
    public void Nodes_edges_classes_and_times_are_read_with_categories_as_columns()
    {
        using var folder = new TemporaryFolder();
        var graph = GraphFile.Read(Options(folder, Nodes, "source,target,relation,at\na,b,pays,1.5\nb,c,calls,2.5\na,c,pays,2\n") with
        {
            Directed = true,
            Edges = [new EdgeTable { Path = folder.File("edges.csv"), RelationColumn = "relation", Time = "at" }],
        });

        Assert.Equal(["a", "b", "c"], graph.NodeNames);
        Assert.Equal(["size", "kind=x", "kind=y"], graph.FeatureNames);
        Assert.Equal([1.5, 0, 1], graph.Features.Row(1).ToArray());
        Assert.Equal([1, 2, 3], graph.Times!);
        Assert.Equal(["pays", "calls"], graph.Relations.Select(r => r.Name));
        Assert.Equal([0, 0], graph.Relations[0].Sources);
        Assert.Equal([1.5, 2], graph.Relations[0].Times!);
        Assert.Equal([2, 1], graph.RequireLabels().ClassCounts());
    }

    [Fact]
    public void Edges_without_direction_go_both_ways_once()
    {
        using var folder = new TemporaryFolder();
        var relation = GraphFile.Read(Options(folder, Nodes, "source,target\na,b\nb,c\n")).Relations[0];
        Assert.Equal([0, 1, 1, 2], relation.Sources);
        Assert.Equal([1, 0, 2, 1], relation.Targets);
    }

    [Fact]
    public void A_parquet_file_gives_the_same_graph()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, Nodes, "source,target\na,b\nb,c\n");
        TableFile.Write(TableFile.Read(folder.File("nodes.csv")), folder.File("nodes.parquet"));
        TableFile.Write(TableFile.Read(folder.File("edges.csv")), folder.File("edges.parquet"));
        var expected = GraphFile.Read(options);
        var found = GraphFile.Read(options with { Nodes = folder.File("nodes.parquet"),
            Edges = [new EdgeTable { Path = folder.File("edges.parquet") }] });
        Assert.Equal(expected.Features.Data, found.Features.Data);
        Assert.Equal(expected.Relations[0].Targets, found.Relations[0].Targets);
    }

    [Fact]
    public void Every_fault_of_nodes_and_edges_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, "id,when,size,label\na,1,,0\nb,2,1,1\nb,3,2,0\nc,3,2,0\n",
            "source,target\na,b\na,z\na,b\nc,b\n") with { Directed = true };
        var faults = Assert.Throws<GraphFormatException>(() => GraphFile.Read(options));

        Assert.Equal(
            [GraphFaultKind.DuplicateNode, GraphFaultKind.NotFinite, GraphFaultKind.MissingNode, GraphFaultKind.DuplicateEdge,
                GraphFaultKind.FutureEdge],
            faults.Faults.Select(f => f.Kind));
        Assert.Contains("line 4", faults.Faults[0].Place);
        Assert.Contains("line 2", faults.Faults[1].Place);
        Assert.Contains("line 3", faults.Faults[2].Place);
        Assert.Contains("line 4", faults.Faults[3].Place);
        Assert.Contains("line 5", faults.Faults[4].Place);
        Assert.Contains("'z'", faults.Message);
    }

    [Fact]
    public void Duplicates_can_be_merged()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, Nodes, "source,target\na,b\nb,a\n") with { MergeDuplicates = true };
        Assert.Equal(2, GraphFile.Read(options).Relations[0].Count);
    }

    [Fact]
    public void Without_a_file_of_nodes_the_edges_name_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("edges.csv", "source,target\n10,2\n2,7\n");
        var graph = GraphFile.Read(new GraphReadOptions { Edges = [new EdgeTable { Path = folder.File("edges.csv") }] });
        Assert.Equal(["10", "2", "7"], graph.NodeNames);
        Assert.Equal(0, graph.Features.Columns);
    }

    [Fact]
    public void The_layout_of_elliptic_is_read_with_its_unknown_classes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("nodes.csv", "id,step,f1,label\n230425980,1,0.5,unknown\n5530458,1,0.25,2\n232022460,2,1,1\n");
        folder.Write("edges.csv", "txId1,txId2\n230425980,5530458\n5530458,232022460\n");
        var graph = GraphFile.Read(new GraphReadOptions
        {
            Nodes = folder.File("nodes.csv"),
            Label = "label",
            Time = "step",
            UnknownLabels = ["unknown"],
            Edges = [new EdgeTable { Path = folder.File("edges.csv"), Source = "txId1", Target = "txId2", Name = "pays" }],
        });
        Assert.Equal([1, 2], graph.LabelledNodes());
        Assert.Equal("pays", graph.Relations[0].Name);
    }

    [Theory]
    [InlineData("", "0", "1", null)]
    [InlineData("", "0", "3", ">0")]
    [InlineData("NA", "licit", "illicit", null)]
    public void A_node_without_a_class_is_unlabelled_and_is_no_minority(string missing, string frequent, string rare, string? rule)
    {
        using var folder = new TemporaryFolder();
        folder.Write("nodes.csv", "id,f1,label\n" + string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"n{i},{i},{(i == 4 ? missing : i % 3 == 0 ? rare : frequent)}\n")));
        folder.Write("edges.csv", "source,target\nn0,n4\nn4,n1\n");
        var graph = GraphFile.Read(new GraphReadOptions { Nodes = folder.File("nodes.csv"), Label = "label",
            PositiveWhen = rule is null ? null : ClassRule.Parse(rule),
            Edges = [new EdgeTable { Path = folder.File("edges.csv") }] });
        Assert.Equal([.. Enumerable.Range(0, 12).Where(i => i != 4)], graph.LabelledNodes());
        Assert.Equal(["f1"], graph.FeatureNames);
        Assert.Equal(rule ?? rare, graph.Labels!.Classes[graph.MinorityClass()]);
        Assert.Equal((7, 4), (GraphProfile.Compute(graph).Counts.Max(), GraphProfile.Compute(graph).Counts.Min()));
        Assert.All(graph.LabelledNodes(), n => Assert.Equal(n % 3 == 0, graph.Labels[n] == graph.MinorityClass()));
    }

    [Fact]
    public void Graphs_of_a_file_have_their_own_class()
    {
        using var folder = new TemporaryFolder();
        folder.Write("nodes.csv", "id,net,state,size\na,g1,bad,1\nb,g1,bad,2\nc,g2,good,3\n");
        folder.Write("edges.csv", "source,target\na,b\n");
        var options = new GraphReadOptions { Nodes = folder.File("nodes.csv"), Graph = "net", GraphLabel = "state",
            Edges = [new EdgeTable { Path = folder.File("edges.csv") }] };
        var graph = GraphFile.Read(options);
        Assert.Equal([0, 0, 1], graph.GraphOf!);
        Assert.Equal("bad", graph.GraphLabels!.Classes[graph.GraphLabels[0]]);

        folder.Write("nodes.csv", "id,net,state,size\na,g1,bad,1\nb,g1,good,2\n");
        Assert.Equal(GraphFaultKind.MixedGraphLabel, Assert.Throws<GraphFormatException>(() => GraphFile.Read(options)).Faults[0].Kind);
    }

    [Fact]
    public void Options_that_cannot_be_used_are_all_named()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() => GraphFile.Read(new GraphReadOptions { Label = "y", GraphLabel = "g" }));
        Assert.Equal(3, fault.Faults.Count);
    }

    private static GraphReadOptions Options(TemporaryFolder folder, string nodes, string edges)
    {
        folder.Write("nodes.csv", nodes);
        folder.Write("edges.csv", edges);
        return new GraphReadOptions { Nodes = folder.File("nodes.csv"), Label = "label", Time = "when",
            Edges = [new EdgeTable { Path = folder.File("edges.csv") }] };
    }
}
