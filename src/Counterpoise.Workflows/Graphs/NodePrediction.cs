namespace Counterpoise.Workflows.Graphs;

/// <summary>What is predicted of one node.</summary>
/// <param name="Node">Its name; its number from 0 where nodes have none.</param>
/// <param name="Class">The class.</param>
/// <param name="Probability">Probability of the rare class of training.</param>
/// <param name="Neighbors">Edges that come into it; with none the node is judged by its features alone.</param>
public sealed record NodePrediction(string Node, string Class, double Probability, int Neighbors);
