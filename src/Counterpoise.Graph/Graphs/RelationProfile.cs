namespace Counterpoise.Graph.Graphs;

/// <summary>What one relation says about the classes.</summary>
/// <param name="Name">The relation.</param>
/// <param name="Edges">Its edges.</param>
/// <param name="Homophily">Share of edges between labelled nodes whose ends have one class; NaN without such edges.</param>
/// <param name="AdjustedHomophily">The same above chance, 1 at most and 0 where edges ignore the classes: (h − Σ p²) / (1 − Σ p²) with p
/// the share of edge ends of each class.</param>
/// <param name="ClassHomophily">Of the edges into each class, the share that comes from it; NaN without such edges.</param>
/// <param name="MeanDegree">Mean number of edges into a node of each class.</param>
/// <param name="MedianDegree">Median number of edges into a node of each class.</param>
/// <param name="Isolated">Nodes of each class into which no edge comes.</param>
/// <param name="NeighborLabelAuroc">AUROC of the share of minority nodes among a node's other neighbours as the only score: what edges leak
/// of the labels; NaN where it cannot be told.</param>
/// <param name="DegreeAuroc">AUROC of the number of edges as the only score.</param>
/// <remarks>References: Platonov et al., "Characterizing graph datasets for node classification: homophily–heterophily dichotomy and
/// beyond", NeurIPS 2023, arXiv:2209.06177 (adjusted homophily).</remarks>
public sealed record RelationProfile(
    string Name, int Edges, double Homophily, double AdjustedHomophily, double[] ClassHomophily, double[] MeanDegree, double[] MedianDegree,
    int[] Isolated, double NeighborLabelAuroc, double DegreeAuroc);
