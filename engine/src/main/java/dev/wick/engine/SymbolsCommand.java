package dev.wick.engine;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.ConfigLoader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wick symbols}: what trades at an exchange now, asked by REST. */
@Command(
        name = "symbols",
        description = "Lists what trades at an exchange, one symbol a line, asked by REST.",
        mixinStandardHelpOptions = true)
final class SymbolsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "binance, okx, bybit, gateio or hyperliquid")
    private String exchange;

    @Option(names = "--market", paramLabel = "M", description = "One market (default: all of the exchange)")
    private String market;

    @Option(names = "--json", description = "One JSON object a market: exchange, contract_type, symbols.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final List<Venue> venues = Markets.venues(Markets.exchange(exchange, spec), market, spec);
        final Map<String, String> environment = new HashMap<>(System.getenv());
        boolean complete = true;
        try (AdapterFactory adapters = new AdapterFactory(
                ConfigLoader.load(null, environment).config(), new SeriesRegistry(), Clocks.system())) {
            for (final Venue venue : venues) {
                complete &= list(venue, adapters, venues.size() > 1);
            }
        }
        return complete ? 0 : 1;
    }

    private boolean list(final Venue venue, final AdapterFactory adapters, final boolean severalVenues) {
        final List<String> symbols;
        try (ExchangeAdapter adapter = adapters.create(venue)) {
            symbols = adapter.history().symbols();
        } catch (final HistoryException e) {
            spec.commandLine().getErr().println("wick: " + venue + ": " + e.getMessage());
            return false;
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            final List<String> quoted = new ArrayList<>(symbols.size());
            symbols.forEach(symbol -> quoted.add(Subscription.quoted(symbol)));
            out.println("{\"exchange\":\"" + venue.exchange() + "\",\"contract_type\":\"" + venue.contractType()
                    + "\",\"symbols\":[" + String.join(",", quoted) + "]}");
        } else {
            symbols.forEach(symbol -> out.println(severalVenues ? venue.contractType() + " " + symbol : symbol));
        }
        out.flush();
        return true;
    }
}
