namespace Counterpoise.Graph.Graphs;

/// <summary>
/// The neighbourhood of some nodes, with nodes numbered anew: the wanted ones first, each further hop after those before it.
/// </summary>
/// <param name="Nodes">The nodes of the whole graph, in the new numbering.</param>
/// <param name="Sources">The source of each edge in the new numbering.</param>
/// <param name="Targets">The target of each edge in the new numbering.</param>
/// <param name="NodesByHop">How many of the nodes are within 0, 1, … hops.</param>
/// <param name="EdgesByHop">How many of the edges were drawn in the first 0, 1, … hops.</param>
public sealed record SampledGraph(int[] Nodes, int[] Sources, int[] Targets, int[] NodesByHop, int[] EdgesByHop);
