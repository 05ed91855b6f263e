package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.hyperliquid.sim.HyperListing.Listed;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.market.Instrument;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the lists of coins, with the fields that clients use. Stateless but for what is delisted meanwhile; any thread. */
final class MetaText {
    private static final String DEPLOYER = "0x00000000000000000000000000000000000000aa";

    private final HyperListing listing;
    private final FaultDesk faults;

    MetaText(final HyperListing listing, final FaultDesk faults) {
        this.listing = listing;
        this.faults = faults;
    }

    /** The perpetuals of a dex, its own with an empty name; {@code null} for a dex that does not exist. */
    String meta(final String dex) {
        if (!dex.isEmpty() && !dexes().contains(dex)) {
            return "null";
        }
        final String head = "{\"universe\":[";
        final String tail = "],\"marginTables\":[],\"collateralToken\":0}";
        return perps().stream()
                .filter(one -> one.dex().equals(dex))
                .map(MetaText::perp)
                .collect(Collectors.joining(",", head, tail));
    }

    /** A delisted coin stays in the list, marked: its place there is its number when trading. */
    private static String perp(final Listed listed) {
        final Instrument instrument = listed.instrument();
        return "{\"szDecimals\":" + instrument.lotDecimals() + ",\"name\":\"" + listed.coin()
                + "\",\"maxLeverage\":20,\"marginTableId\":20" + (instrument.trading() ? "" : ",\"isDelisted\":true")
                + "}";
    }

    /** The builder dexes; the exchange's own is the {@code null} in front. */
    String perpDexs() {
        return dexes().stream()
                .map(dex -> "{\"name\":\"" + dex + "\",\"fullName\":\"" + dex.toUpperCase(Locale.ROOT)
                        + "\",\"deployer\":\"" + DEPLOYER
                        + "\",\"oracleUpdater\":null,\"feeRecipient\":null,\"assetToStreamingOiCap\":[]}")
                .collect(Collectors.joining(",", dexes().isEmpty() ? "[null" : "[null,", "]"));
    }

    private List<String> dexes() {
        return perps().stream()
                .map(Listed::dex)
                .filter(dex -> !dex.isEmpty())
                .distinct()
                .toList();
    }

    private List<Listed> perps() {
        return listing.market() == HyperMarket.PERP ? listed() : List.of();
    }

    /** Tokens and the pairs of them; a pair that is gone is left out. */
    String spotMeta() {
        final List<Listed> pairs = listing.market() == HyperMarket.SPOT ? listed() : List.of();
        final Tokens tokens = new Tokens();
        final StringBuilder universe = new StringBuilder();
        for (final Listed pair : pairs) {
            final Instrument instrument = pair.instrument();
            final int quote = tokens.index(instrument.quote(), instrument.quote(), 8);
            // Two tokens may have the same name; which of them it is, only the number tells.
            final boolean isTwin =
                    instrument.symbol().equals(pair.coin()) && pair.coin().startsWith("@");
            final int base =
                    tokens.index(isTwin ? pair.coin() : instrument.base(), instrument.base(), instrument.lotDecimals());
            universe.append(universe.isEmpty() ? "{" : ",{")
                    .append("\"tokens\":[")
                    .append(base)
                    .append(',')
                    .append(quote)
                    .append("],\"name\":\"")
                    .append(pair.coin())
                    .append("\",\"index\":")
                    .append(index(pair.coin()))
                    .append(",\"isCanonical\":")
                    .append(!pair.coin().startsWith("@"))
                    .append('}');
        }
        return "{\"universe\":[" + universe + "],\"tokens\":[" + tokens.text + "]}";
    }

    /** The tokens met so far; their numbers are not their places in the list. */
    private static final class Tokens {
        private static final int FIRST = 100;
        private final Map<String, Integer> indexes = new HashMap<>();
        private final StringBuilder text = new StringBuilder();

        int index(final String key, final String name, final int decimals) {
            final Integer known = indexes.get(key);
            if (known != null) {
                return known;
            }
            final int index = FIRST + indexes.size();
            indexes.put(key, index);
            text.append(text.isEmpty() ? "{" : ",{")
                    .append("\"name\":\"")
                    .append(name)
                    .append("\",\"szDecimals\":")
                    .append(decimals)
                    .append(",\"weiDecimals\":8,\"index\":")
                    .append(index)
                    .append(",\"tokenId\":\"0x")
                    .append(Integer.toHexString(index))
                    .append("\",\"isCanonical\":false,\"evmContract\":null,\"fullName\":null}");
            return index;
        }
    }

    private static int index(final String coin) {
        return coin.startsWith("@") ? Integer.parseInt(coin.substring(1)) : 0;
    }

    private List<Listed> listed() {
        return listing.all().stream()
                .filter(one -> !faults.isDelisted(one.instrument().symbol()))
                .toList();
    }
}
